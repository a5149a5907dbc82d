package dev.retort.schema.body;

import dev.retort.schema.ColumnSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.IdentifierLength;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What `sa.Enum(…)` and `postgresql.ENUM(…)` say: their values and the name of their type.
final class Enumerations {
  private Enumerations() {}

  /// Its type as the database has it.
  ///
  /// @param table with its schema, where it is the type of one of its columns
  static Types.Named type(Sym.Made made, Evaluator evaluator, Optional<String> table) {
    Arguments given = Arguments.of(made);
    boolean nativeEnum =
        given.get(-1, "native_enum").map(each -> each.truth() != Truth.NO).orElse(true);
    if (evaluator.run.dialect() != Dialect.POSTGRESQL || !nativeEnum) {
      return asText(given, values(made, evaluator), evaluator.run.dialect());
    }
    Optional<String> name = name(made, evaluator);
    Optional<String> prefix = prefix(given, table);
    if (name.isEmpty() || prefix.isEmpty()) {
      return Types.Named.UNKNOWN;
    }
    String full = prefix.get() + IdentifierLength.cut(name.get());
    boolean create =
        given.get(-1, "create_type").map(each -> each.truth() != Truth.NO).orElse(true);
    boolean ofMetadata = metadata(given).isPresent();
    return new Types.Named(
        full, Optional.of(new Types.EnumSpec(full, values(made, evaluator), create, ofMetadata)));
  }

  /// As long as its longest value, unless it says otherwise; without a limit where that is 0.
  private static Types.Named asText(
      Arguments given, Optional<List<String>> values, Dialect dialect) {
    Optional<String> length =
        Types.number(given, -1, "length")
            .or(() ->
                values.map(each ->
                    String.valueOf(
                        each.stream()
                            .mapToInt(value -> value.codePointCount(0, value.length()))
                            .max()
                            .orElse(0))));
    Optional<String> limit = length.filter(each -> !each.equals("0"));
    String varchar = dialect == Dialect.POSTGRESQL ? "character varying" : "VARCHAR";
    return new Types.Named(
        length.isPresent() ? Types.sized(varchar, limit) : ColumnSpec.UNKNOWN_TYPE,
        Optional.empty());
  }

  /// The schema of the type with its dot, as SQLAlchemy 1.4 and 2.0 choose it: that of the column's
  /// table where it is to be inherited, whatever else is said; its own; that of its `MetaData`.
  /// Empty where it is not known.
  private static Optional<String> prefix(Arguments given, Optional<String> table) {
    if (table.isPresent()) {
      switch (given.get(-1, "inherit_schema").map(Sym::truth).orElse(Truth.NO)) {
        case YES -> {
          return table.map(TableParts::prefix).filter(each -> !each.equals(OpCalls.SOMEWHERE));
        }
        case UNKNOWN -> {
          return Optional.empty();
        }
        case NO -> {}
      }
    }
    Optional<String> own = given.text(-1, "schema");
    Optional<Sym> metadata = metadata(given);
    if (own.isPresent() || metadata.isEmpty() || table.isEmpty()) {
      return Optional.of(own.map(Enumerations::withDot).orElse(""));
    }
    return metadata
        .filter(TableObjects::isMetadata)
        .map(each ->
            TableObjects.schema(each).flatMap(Sym::asText).map(Enumerations::withDot).orElse(""));
  }

  private static String withDot(String schema) {
    return schema.equals("public") ? "" : schema + ".";
  }

  private static Optional<Sym> metadata(Arguments given) {
    return given.get(-1, "metadata").filter(each -> !(each instanceof Sym.Nothing));
  }

  /// Empty where a value is not known.
  static Optional<List<String>> values(Sym.Made made, Evaluator evaluator) {
    Arguments given = Arguments.of(made);
    List<String> values = new ArrayList<>();
    if (!given.whole()) {
      return Optional.empty();
    }
    if (given.positional().size() == 1 && given.positional().getFirst() instanceof Sym.Type type) {
      return ofClass(type, given, evaluator);
    }
    for (Sym each : given.positional()) {
      Optional<List<Sym>> inner =
          each instanceof Sym.Seq ? each.elements() : Optional.of(List.of(each));
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      for (Sym value : inner.get()) {
        Optional<String> text = value.asText();
        if (text.isEmpty()) {
          return Optional.empty();
        }
        values.add(text.get());
      }
    }
    return Optional.of(values);
  }

  /// The names of a Python enumeration's members, or what `values_callable` makes of them.
  private static Optional<List<String>> ofClass(
      Sym.Type type, Arguments given, Evaluator evaluator) {
    Optional<List<Sym>> members = Classes.members(type, evaluator);
    if (members.isEmpty()) {
      return Optional.empty();
    }
    Optional<Sym> callable = given.get(-1, "values_callable");
    if (callable.isEmpty()) {
      List<String> names = new ArrayList<>();
      for (Sym each : members.get()) {
        names.add(((Sym.Member) each).name());
      }
      return Optional.of(names);
    }
    Arguments argument = new Arguments(List.of(type), java.util.Map.of(), true);
    Sym result =
        switch (callable.get()) {
          case Sym.Lambda lambda -> evaluator.interpreter.call(lambda, argument);
          case Sym.Function function ->
              evaluator.interpreter.call(
                  function, argument, function.closure(), dev.retort.schema.Site.line(1));
          default -> Sym.Nothing.NONE;
        };
    List<String> values = new ArrayList<>();
    for (Sym each : result.elements().orElse(List.of())) {
      each.asText().ifPresent(values::add);
    }
    return values.size() == members.get().size() ? Optional.of(values) : Optional.empty();
  }

  static Optional<String> name(Sym.Made made, Evaluator evaluator) {
    Arguments given = Arguments.of(made);
    Optional<String> named = given.text(-1, "name");
    if (named.isPresent() || given.keywords().containsKey("name")) {
      return named;
    }
    return given.positional().size() == 1 && given.positional().getFirst() instanceof Sym.Type type
        ? Optional.of(type.definition().name().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
