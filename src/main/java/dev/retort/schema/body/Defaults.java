package dev.retort.schema.body;

import dev.retort.schema.ColumnDefault;
import java.util.Optional;

/// `server_default=` as the database reads it.
final class Defaults {
  private Defaults() {}

  static ColumnDefault of(Sym value) {
    return switch (value) {
      case Sym.Nothing _ -> ColumnDefault.NONE;
      case Sym.Text text when text.isWhole() ->
          new ColumnDefault.Expression("'" + text.value().replace("'", "''") + "'", true);
      case Sym.Member member when member.value().asText().isPresent() ->
          new ColumnDefault.Expression("'" + member.value().asText().get() + "'", true);
      case Sym.Made made -> made(made);
      case Sym.Ref ref when ref.last().equals("true") || ref.last().equals("false") ->
          new ColumnDefault.Expression(ref.last(), false);
      default -> ColumnDefault.UNKNOWN;
    };
  }

  private static ColumnDefault made(Sym.Made made) {
    return switch (made.last()) {
      case "text", "literal_column", "DefaultClause", "TextClause" ->
          made.arguments().isEmpty()
              ? ColumnDefault.UNKNOWN
              : made.arguments().getFirst() instanceof Sym.Text text && text.isWhole()
                  ? new ColumnDefault.Expression(text.value(), false)
                  : made.arguments().getFirst() instanceof Sym.Made inner
                      ? of(inner)
                      : ColumnDefault.UNKNOWN;
      case "true", "false" -> new ColumnDefault.Expression(made.last(), false);
      // What a trigger gives, or the application: no column has it in its definition.
      case "null", "FetchedValue" -> ColumnDefault.NONE;
      case "Identity" -> new ColumnDefault.Generated(true);
      case "Computed" ->
          new ColumnDefault.Computed(
              made.arguments().stream().findFirst().map(Texts::str).orElse("?"));
      default ->
          made.callee().name().contains(".func.")
              ? function(made)
                  .<ColumnDefault>map(sql -> new ColumnDefault.Expression(sql, false))
                  .orElse(ColumnDefault.UNKNOWN)
              : ColumnDefault.UNKNOWN;
    };
  }

  private static Optional<String> function(Sym.Made made) {
    if (made.arguments().isEmpty()) {
      return Optional.of(
          made.last().equals("current_timestamp") ? "CURRENT_TIMESTAMP" : made.last() + "()");
    }
    return Optional.empty();
  }
}
