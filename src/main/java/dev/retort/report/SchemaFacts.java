package dev.retort.report;

import dev.retort.schema.Clash;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Dialect;
import dev.retort.schema.ObjectName;
import java.util.Optional;

/// Words for what a schema holds.
final class SchemaFacts {
  private SchemaFacts() {}

  /// A column's default as the database would show it; empty for none.
  static Optional<String> shown(ColumnDefault value) {
    return switch (value) {
      case ColumnDefault.None _ -> Optional.empty();
      case ColumnDefault.Expression expression -> Optional.of(expression.sql());
      case ColumnDefault.Generated generated ->
          Optional.of(generated.identity() ? "generated as identity" : "nextval(…)");
      case ColumnDefault.Computed computed -> Optional.of("generated as " + computed.sql());
      case ColumnDefault.Unknown _ -> Optional.of("?");
    };
  }

  /// A column's default as the database keeps it; an identity is none.
  static Optional<String> kept(ColumnDefault value) {
    return value instanceof ColumnDefault.Generated(boolean identity) && identity
        ? Optional.empty()
        : shown(value);
  }

  static String message(Clash clash, Dialect dialect) {
    ObjectName object = clash.object();
    String by =
        clash
            .earlier()
            .map(earlier -> " (%s:%d)".formatted(earlier.path(), earlier.line()))
            .orElse("");
    return switch (clash.kind()) {
      case MADE_TWICE, TYPE_MADE_TWICE ->
          "%s%s exists already%s, so %s refuses this."
              .formatted(
                  clash.value().map("the value %s of "::formatted).orElse(""),
                  object,
                  by,
                  dialect.sqlName());
      case TYPE_NEVER_MADE -> "%s was never made.".formatted(object);
      case NEVER_MADE -> "No migration before this one makes %s.".formatted(object);
      case DROPPED_BEFORE -> "%s was dropped before%s.".formatted(object, by);
      case IN_USE -> "%s is in use%s.".formatted(object, by);
      case UNNAMED -> "A constraint or index without a name cannot be dropped.";
    };
  }
}
