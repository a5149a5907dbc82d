package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.schema.Gap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Declarative classes of SQLAlchemy: the `Table` that their `__table__` is.
final class Models {
  private static final int MOST_BASES = 12;

  private static final Set<String> BASES =
      Set.of("DeclarativeBase", "DeclarativeBaseNoMeta", "MappedAsDataclass");

  /// What a class's body may hold of SQLAlchemy that makes no column.
  private static final Set<String> NO_COLUMNS =
      Set.of("relationship", "synonym", "association_proxy", "dynamic_loader", "MetaData");

  private final Evaluator evaluator;
  private final Map<String, Optional<Sym.Made>> columns = new LinkedHashMap<>();
  private boolean whole = true;

  /// What the table's `MetaData` is; empty where that is not known.
  private Optional<Sym> metadata = Optional.empty();

  private boolean declarative;
  private boolean mapsTypes;

  /// Whether a class above has a table of its own, or this one's.
  private boolean inherits;

  private Models(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// What SQLAlchemy sets of a class of the file where it is asked for.
  static Optional<Sym> attribute(
      Sym.Type type, String name, Evaluator evaluator, Scope scope, Expression where) {
    return name.equals("__table__") && type.closure().path.equals(scope.path)
        ? table(type, evaluator, scope.line(where)).map(Sym.class::cast)
        : Optional.empty();
  }

  /// The table of a class; empty where it has none, or where what decides its name is not known.
  private static Optional<Sym.Made> table(Sym.Type type, Evaluator evaluator, int line) {
    Models model = new Models(evaluator);
    model.read(type, MOST_BASES);
    Optional<String> name =
        Classes.attribute(type, "__tablename__", evaluator).flatMap(Sym::asText);
    if (name.isEmpty()
        || !model.declarative
        || model.inherits
        || model.metadata.isEmpty()
        || model.isExtended(type)) {
      return Optional.empty();
    }
    List<Sym> parts = new ArrayList<>(List.of(Sym.text(name.get()), model.metadata.get()));
    model.columns.values().forEach(each -> each.ifPresent(parts::add));
    Map<String, Sym> keywords = new LinkedHashMap<>();
    Optional<Sym> arguments = Classes.attribute(type, "__table_args__", evaluator);
    if (arguments.isPresent() && !model.takes(arguments.get(), parts, keywords)) {
      return Optional.empty();
    }
    return Optional.of(
        new Sym.Made(new Sym.Ref("sqlalchemy.Table"), parts, keywords, line, model.whole));
  }

  static boolean isDeclarative(Sym.Type type, Evaluator evaluator) {
    Models model = new Models(evaluator);
    model.read(type, MOST_BASES);
    return model.declarative;
  }

  /// The arguments of the table that are not its columns.
  ///
  /// @return whether they are known as far as they may name a schema
  private boolean takes(Sym arguments, List<Sym> parts, Map<String, Sym> keywords) {
    List<Sym> each =
        arguments instanceof Sym.Dict ? List.of(arguments) : arguments.elements().orElse(List.of());
    if (!(arguments instanceof Sym.Dict) && arguments.elements().isEmpty()) {
      return false;
    }
    for (Sym part : each) {
      if (!(part instanceof Sym.Dict dict)) {
        parts.add(part);
        continue;
      }
      if (!dict.whole) {
        return false;
      }
      dict.entries.forEach(
          (key, value) -> key.asText().ifPresent(name -> keywords.put(name, value)));
    }
    return true;
  }

  /// Whether a class of the file puts further columns into the same table.
  private boolean isExtended(Sym.Type type) {
    for (Sym other : type.closure().own().values()) {
      if (other instanceof Sym.Type child
          && child.definition().bases().stream()
              .anyMatch(base -> isSame(evaluator.evaluate(base, child.closure()), type))
          && child.definition().body().stream().noneMatch(Models::namesTable)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(Sym value, Sym.Type type) {
    return value instanceof Sym.Type other
        && other.closure().path.equals(type.closure().path)
        && other.definition().start() == type.definition().start();
  }

  private static boolean namesTable(Statement statement) {
    return statement instanceof Statement.Assign assign
        && assign.targets().stream()
            .anyMatch(each -> each instanceof Expression.Name name && isOfTable(name.id()));
  }

  private static boolean isOfTable(String name) {
    return name.equals("__tablename__") || name.equals("__table__");
  }

  private void read(Sym.Type type, int levels) {
    type.definition().body().forEach(each -> statement(each, type));
    for (Expression base : type.definition().bases()) {
      Sym value = evaluator.evaluate(base, type.closure());
      switch (value) {
        case Sym.Made made when made.last().equals("declarative_base") -> {
          declarative = true;
          whole &= made.whole() && !made.keywords().containsKey("cls");
          metadata = ofBase(Arguments.of(made).get(-1, "metadata"), made.arguments().isEmpty());
        }
        case Sym.Ref ref when BASES.contains(ref.last()) -> {
          declarative = true;
          mapsTypes |= Classes.attribute(type, "type_annotation_map", evaluator).isPresent();
          metadata =
              ofBase(
                  Classes.attribute(type, "metadata", evaluator),
                  Classes.attribute(type, "registry", evaluator).isEmpty());
        }
        case Sym.Type parent when levels > 0 -> {
          Models above = new Models(evaluator);
          above.read(parent, levels - 1);
          take(above);
          inherits |=
              above.declarative
                  && Classes.attribute(parent, "__tablename__", evaluator).isPresent();
        }
        case Sym.Ref ref when ref.root().equals("builtins") || ref.root().equals("typing") -> {}
        default -> whole = false;
      }
    }
  }

  private void take(Models above) {
    above.columns.forEach(columns::putIfAbsent);
    whole &= above.whole;
    declarative |= above.declarative;
    mapsTypes |= above.mapsTypes;
    inherits |= above.inherits;
    metadata = metadata.or(() -> above.metadata);
  }

  /// @param plain whether there is one of its own where none is given
  private static Optional<Sym> ofBase(Optional<Sym> given, boolean plain) {
    return given.isPresent()
        ? given.filter(TableObjects::isMetadata)
        : plain
            ? Optional.of(
                new Sym.Made(new Sym.Ref("sqlalchemy.MetaData"), List.of(), Map.of(), 1, true))
            : Optional.empty();
  }

  private void statement(Statement statement, Sym.Type type) {
    switch (statement) {
      case Statement.Assign assign -> {
        Sym value = evaluator.evaluate(assign.value(), type.closure().inner());
        for (Expression target : assign.targets()) {
          if (target instanceof Expression.Name name) {
            columns.putIfAbsent(name.id(), column(name.id(), value));
          }
        }
      }
      case Statement.AnnAssign assign when assign.target() instanceof Expression.Name name -> {
        Optional<Sym> value =
            assign.value().map(each -> evaluator.evaluate(each, type.closure().inner()));
        Optional<Sym.Made> plain = value.flatMap(each -> column(name.id(), each));
        Optional<Expression> mapped = mapped(assign.annotation());
        boolean annotated =
            mapped.isPresent()
                && (value.isEmpty()
                    || plain.filter(each -> each.last().equals("mapped_column")).isPresent());
        columns.putIfAbsent(
            name.id(),
            annotated
                ? Optional.of(annotated(name.id(), plain, mapped.get(), type.closure()))
                : plain);
      }
      case Statement.FunctionDef function ->
          whole &=
              function.decorators().stream()
                  .noneMatch(each -> each.toString().contains("declared_attr"));
      case Statement.Expr expr when expr.value() instanceof Expression.Constant -> {}
      case Statement.Pass _, Statement.ClassDef _ -> {}
      default -> whole = false;
    }
  }

  /// The column that an attribute's value is; empty where it is none.
  private Optional<Sym.Made> column(String attribute, Sym value) {
    switch (value) {
      case Sym.Made made
          when made.last().equals("Column") || made.last().equals("mapped_column") -> {
        return Optional.of(named(attribute, made));
      }
      case Sym.Made made -> whole &= NO_COLUMNS.contains(made.last());
      case Sym.Unknown _, Sym.Method _ -> whole &= attribute.startsWith("__");
      default -> {}
    }
    return Optional.empty();
  }

  private static Sym.Made named(String attribute, Sym.Made column) {
    boolean says =
        column.keywords().containsKey("name")
            || (!column.arguments().isEmpty() && column.arguments().getFirst() instanceof Sym.Text);
    if (says) {
      return column;
    }
    List<Sym> arguments = new ArrayList<>(List.of(Sym.text(attribute)));
    arguments.addAll(column.arguments());
    return new Sym.Made(
        column.callee(), arguments, column.keywords(), column.line(), column.whole());
  }

  /// What `Mapped[…]` holds.
  private static Optional<Expression> mapped(Expression annotation) {
    return annotation instanceof Expression.Subscript subscript
            && isNamed(subscript.value(), "Mapped")
        ? Optional.of(subscript.index())
        : Optional.empty();
  }

  private static boolean isNamed(Expression expression, String name) {
    return (expression instanceof Expression.Name plain && plain.id().equals(name))
        || (expression instanceof Expression.Attribute attribute && attribute.name().equals(name));
  }

  /// A column whose annotation gives the type and says whether it may be null, where it does not
  /// say so itself.
  private Sym.Made annotated(
      String attribute, Optional<Sym.Made> given, Expression annotation, Scope scope) {
    Sym.Made column =
        given.orElseGet(() ->
            new Sym.Made(
                new Sym.Ref("sqlalchemy.orm.mapped_column"),
                List.of(Sym.text(attribute)),
                Map.of(),
                scope.line(annotation),
                true));
    Optional<Expression> inner = MappedTypes.optional(annotation);
    Sym python = evaluator.evaluate(inner.orElse(annotation), scope);
    Optional<Sym> type = mapsTypes ? Optional.empty() : MappedTypes.of(python, evaluator);
    Map<String, Sym> keywords = new LinkedHashMap<>(column.keywords());
    Sym unknown = new Sym.Unknown(scope.line(annotation), Gap.OfValue.NULLABILITY);
    keywords.putIfAbsent(
        "nullable",
        inner.isPresent()
            ? Sym.Bool.TRUE
            : MappedTypes.of(python, evaluator).isPresent() ? Sym.Bool.FALSE : unknown);
    List<Sym> arguments = new ArrayList<>(column.arguments());
    boolean typed =
        keywords.containsKey("type_")
            || arguments.stream().skip(1).anyMatch(each -> !TableParts.isPart(each));
    if (!typed) {
      arguments.add(type.orElse(unknown));
    }
    return new Sym.Made(column.callee(), arguments, keywords, column.line(), column.whole());
  }
}
