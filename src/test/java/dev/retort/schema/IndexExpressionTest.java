package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each as `pg_get_indexdef` of PostgreSQL 15 prints it.
class IndexExpressionTest {
  private static final Map<String, Column> COLUMNS = new HashMap<>();

  static {
    Map.of(
            "email", "character varying(120)",
            "name", "text",
            "code", "character(2)",
            "data", "jsonb",
            "at", "timestamp without time zone",
            "Full Name", "character varying",
            "odd", "?")
        .forEach((name, type) ->
            COLUMNS.put(
                name,
                new Column(
                    name,
                    type,
                    Optional.of(true),
                    ColumnDefault.NONE,
                    true,
                    new Provenance("a", "a.py", 1))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      value = {
        "lower(email) → lower(email::text)",
        "lower(name) → lower(name)",
        "pg_catalog.lower(email) → lower(email::text)",
        "public.lower(name) → lower(name)",
        "app.lower(email) → app.lower(email)",
        "LOWER( code ) → lower(code::text)",
        "lower(\"Full Name\") → lower(\"Full Name\"::text)",
        "lower(email::text) → lower(email::text)",
        "upper(coalesce(email, '')) → upper(COALESCE(email, ''::character varying)::text)",
        "coalesce(name, '-') → COALESCE(name, '-'::text)",
        "data->>'kind' → (data ->> 'kind'::text)",
        "((data -> 'a') ->> 'b') → ((data -> 'a'::text) ->> 'b'::text)",
        "lower(data->>'kind') → lower(data ->> 'kind'::text)",
        "email || ' ' || name → ((email::text || ' '::text) || name)",
        "to_tsvector('english', email) → to_tsvector('english'::regconfig, email::text)",
        "date_trunc('day', at) → date_trunc('day'::text, at)",
        "at::date → (at::date)",
        "lower(odd) → lower(odd)",
        "length(email) > 3 → length(email) > 3",
      })
  void an_expression_gets_the_casts_that_the_database_makes(String written, String printed) {
    assertThat(IndexExpression.printed(written, COLUMNS)).isEqualTo(printed);
  }

  @Test
  void a_renamed_column_is_renamed_in_an_expression_but_not_in_a_text() {
    assertThat(IndexExpression.renaming("lower(email::text)", "email", "mail"))
        .isEqualTo("lower(mail::text)");
    assertThat(IndexExpression.renaming("replace(\"Full Name\", 'a', 'x')", "Full Name", "a"))
        .isEqualTo("replace(a, 'a', 'x')");
    assertThat(IndexExpression.renaming("(data ->> 'data'::text)", "data", "Data"))
        .isEqualTo("(\"Data\" ->> 'data'::text)");
    assertThat(IndexExpression.renaming("lower(lower)", "lower", "low")).isEqualTo("lower(low)");
  }
}
