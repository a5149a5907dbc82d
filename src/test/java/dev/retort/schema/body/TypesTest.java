package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SQLAlchemy's types by the names that PostgreSQL has for them.
class TypesTest extends ReadsMigrations {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      value = {
        "sa.Enum(name='x', native_enum=False)                 ; character varying",
        "sa.Enum('p', 'qq', name='x', native_enum=False)      ; character varying(2)",
        "sa.Enum(name='x', native_enum=False, length=9)       ; character varying(9)",
        "sa.Enum(*hash('x'), name='x', native_enum=False)     ; ?",
        "sa.Uuid()                                            ; uuid",
        "sa.Uuid(native_uuid=False)                           ; character(32)",
        "sa.Uuid(native_uuid=hash('x'))                       ; ?",
        "postgresql.JSONPATH                                  ; jsonpath",
        "postgresql.TSTZMULTIRANGE()                          ; tstzmultirange",
        "postgresql.CITEXT()                                  ; citext",
        "postgresql.DOMAIN('cents', sa.Integer())             ; cents",
        "postgresql.DOMAIN('cents', sa.Integer(), schema='s') ; s.cents",
        "postgresql.DOMAIN(hash('x'), sa.Integer())           ; ?",
      })
  void a_type_has_the_database_s_name(String written, String name) {
    read("op.create_table('t', sa.Column('a', " + written + "))");

    assertThat(type("t", "a")).isEqualTo(name);
  }

  @Test
  void a_type_of_the_package_citext_is_one() {
    read("from citext import CIText", "op.create_table('t', sa.Column('a', CIText()))");

    assertThat(type("t", "a")).isEqualTo("citext");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      value = {
        "@compiles(J, 'postgresql') ; 'VARCHAR(20)'                        ; character varying(20)",
        "@compiles(J)               ; 'JSONB'                              ; jsonb",
        "@compiles(J, 'postgresql') ; compiler.visit_JSON(element, **kw)   ; ?",
        // For another dialect, or of another type.
        "@compiles(J, 'sqlite')            ; 'TEXT'                        ; json",
        "@compiles(sa.Text, 'postgresql')  ; 'TEXT'                        ; json",
      })
  void a_type_that_a_function_writes_is_what_it_writes(
      String decorator, String written, String name) {
    read(
        """
        from sqlalchemy.ext.compiler import compiles
        class J(sa.JSON):
            pass
        %s
        def write(element, compiler, **kw):
            return %s
        """
            .formatted(decorator, written),
        "op.create_table('t', sa.Column('a', J()))");

    assertThat(type("t", "a")).isEqualTo(name);
  }

  @Test
  void a_type_that_says_its_own_words_is_read_as_sql() {
    read(
        """
        class Code(sa.types.UserDefinedType):
            def get_col_spec(self, **kw):
                return 'VARCHAR(5)'
        """,
        "op.create_table('t', sa.Column('a', Code()))");

    assertThat(type("t", "a")).isEqualTo("character varying(5)");
  }

  private Optional<List<String>> values(String arguments) {
    read(
        """
        import enum
        class State(enum.Enum):
            new = 1
            paid = 2
        """,
        "op.create_table('t', sa.Column('a', sa.Enum(" + arguments + ", name='state')))");
    return schema.enumType("state").orElseThrow().values();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*State.__members__",
        "*State.__members__.keys()",
        "*[m.name for m in State.__members__.values()]",
      })
  void the_members_of_a_class_are_the_values(String arguments) {
    assertThat(values(arguments)).contains(List.of("new", "paid"));
  }

  @Test
  void the_members_of_an_unknown_class_are_not_known() {
    assertThat(values("*Elsewhere.__members__")).isEmpty();
  }
}
