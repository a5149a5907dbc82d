package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Value;
import dev.retort.schema.IdentifierLength;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Calls of Alembic's operations that cannot fail before the database is asked: what they are given
/// is there, SQLAlchemy compiles it for PostgreSQL, and every version of the two takes it.
final class SureCalls {
  private static final Set<String> ALTERED =
      Set.of(
          "nullable", "existing_type", "existing_nullable", "type_", "new_column_name", "schema");

  /// What an operation is given by position, a letter each: the table (`t`), which is left out in a
  /// batch, another name (`n`), a list of names (`l`), a column (`c`), any number of parts of a
  /// table (`p`), what kind a constraint is of (`k`).
  private record Shape(int fewest, String given, Set<String> keywords) {
    /// In a batch.
    Shape ofTable() {
      return new Shape(fewest - 1, given.replace("t", ""), keywords);
    }
  }

  private static final Map<String, Shape> OPERATIONS =
      Map.ofEntries(
          Map.entry("add_column", new Shape(2, "tc", Set.of("schema"))),
          Map.entry("drop_column", new Shape(2, "tn", Set.of("schema"))),
          Map.entry("alter_column", new Shape(2, "tn", ALTERED)),
          Map.entry("create_table", new Shape(2, "tp", Set.of("schema"))),
          Map.entry("drop_table", new Shape(1, "t", Set.of("schema"))),
          Map.entry("rename_table", new Shape(2, "tn", Set.of("schema"))),
          Map.entry("create_index", new Shape(3, "ntl", Set.of("unique", "schema"))),
          Map.entry("drop_index", new Shape(1, "nt", Set.of("table_name", "schema"))),
          Map.entry("create_foreign_key", new Shape(5, "ntnll", Set.of("ondelete", "onupdate"))),
          Map.entry("create_unique_constraint", new Shape(3, "ntl", Set.of("schema"))),
          Map.entry("create_primary_key", new Shape(3, "ntl", Set.of("schema"))),
          Map.entry("drop_constraint", new Shape(2, "ntk", Set.of("schema", "type_"))));

  private static final Set<String> IN_BATCH =
      Set.of(
          "add_column",
          "drop_column",
          "alter_column",
          "create_index",
          "create_foreign_key",
          "create_unique_constraint",
          "drop_constraint");

  private static final Set<String> KINDS = Set.of("foreignkey", "primary", "unique", "check");

  private static final Set<String> KEYWORDS =
      Set.of("nullable", "unique", "primary_key", "name", "server_default", "ondelete");

  private static final Set<String> TYPES =
      Set.of(
          "SmallInteger",
          "Integer",
          "BigInteger",
          "String",
          "Text",
          "Unicode",
          "UnicodeText",
          "Boolean",
          "Date",
          "DateTime",
          "Time",
          "Float",
          "Numeric",
          "LargeBinary",
          "JSON",
          "INTEGER",
          "BIGINT",
          "SMALLINT",
          "VARCHAR",
          "TEXT",
          "BOOLEAN",
          "TIMESTAMP",
          "UUID",
          "JSONB");

  private static final Set<String> OF_TYPES =
      Set.of("length", "timezone", "precision", "scale", "as_uuid");

  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?is)\\s*(?:create|alter|drop|insert|update|delete|select|comment|grant)\\s.*");

  /// What SQLAlchemy asks a value for.
  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w\\\\]):\\w");

  private final Evaluator evaluator;
  private final Scope scope;

  SureCalls(Evaluator evaluator, Scope scope) {
    this.evaluator = evaluator;
    this.scope = scope;
  }

  /// Of `op` itself.
  boolean isSure(Expression.Call call) {
    if (!(call.function() instanceof Expression.Attribute(_, _, Expression.Name of, String name))
        || !isAlembic(of)) {
      return false;
    }
    return name.equals("execute")
        ? call.keywords().isEmpty()
            && call.arguments().size() == 1
            && isSql(call.arguments().getFirst())
        : OPERATIONS.containsKey(name) && isSure(call, name, OPERATIONS.get(name));
  }

  /// `op.batch_alter_table('t')`.
  boolean isBatch(Expression context) {
    return context instanceof Expression.Call call
        && call.function() instanceof Expression.Attribute(_, _, Expression.Name of, String name)
        && name.equals("batch_alter_table")
        && isAlembic(of)
        && call.arguments().size() == 1
        && isName(call.arguments().getFirst())
        && call.keywords().stream().allMatch(each -> isKeyword(each, Set.of("schema")));
  }

  /// Of what a batch is called.
  boolean isSureOf(Expression.Call call, String batch) {
    return call.function() instanceof Expression.Attribute(_, _, Expression.Name of, String name)
        && of.id().equals(batch)
        && IN_BATCH.contains(name)
        && isSure(call, name, OPERATIONS.get(name).ofTable());
  }

  private boolean isAlembic(Expression.Name of) {
    return evaluator.evaluate(of, scope) instanceof Sym.Ref ref && ref.name().equals("alembic.op");
  }

  private boolean isSure(Expression.Call call, String name, Shape shape) {
    List<Expression> given = call.arguments();
    boolean kind =
        !name.equals("drop_constraint")
            || call.keyword("type_").map(SureCalls::isKind).orElse(true);
    return kind
        && given.size() >= shape.fewest()
        && call.keywords().stream().allMatch(each -> isKeyword(each, shape.keywords()))
        && areSure(given, shape);
  }

  private boolean areSure(List<Expression> given, Shape shape) {
    Set<String> columns = new HashSet<>();
    for (int i = 0; i < given.size(); i++) {
      Expression argument = given.get(i);
      boolean parts = shape.given().endsWith("p");
      int at = parts ? Math.min(i, shape.given().length() - 1) : i;
      boolean sure =
          at < shape.given().length()
              && switch (shape.given().charAt(at)) {
                case 'c' -> isColumn(argument, columns);
                case 'p' -> isColumn(argument, columns) || isKeyOf(argument, columns);
                case 'l' -> isListed(argument);
                case 'k' -> isKind(argument);
                default -> isName(argument);
              };
      if (!sure) {
        return false;
      }
    }
    return true;
  }

  private boolean isKeyword(Expression.Keyword keyword, Set<String> known) {
    return keyword.name().filter(known::contains).isPresent()
        && (isName(keyword.value())
            || isTyped(keyword.value())
            || isExpression(keyword.value())
            || keyword.value() instanceof Expression.Constant(_, _, Value.Truth _)
            || keyword.value() instanceof Expression.Constant(_, _, Value.Whole _));
  }

  private static boolean isKind(Expression expression) {
    return expression instanceof Expression.Constant(_, _, Value.Text(String kind))
        && KINDS.contains(kind);
  }

  private boolean isListed(Expression expression) {
    return expression instanceof Expression.ListDisplay list
        && !list.elements().isEmpty()
        && list.elements().stream().allMatch(this::isName);
  }

  /// @param names takes its name
  private boolean isColumn(Expression expression, Set<String> names) {
    boolean sure =
        of("Column", expression) instanceof Expression.Call call
            && call.arguments().size() == 2
            && isName(call.arguments().getFirst())
            && isTyped(call.arguments().getLast())
            && call.keywords().stream().allMatch(each -> isKeyword(each, KEYWORDS));
    if (sure && expression instanceof Expression.Call column) {
      names.add(Texts.str(evaluator.evaluate(column.arguments().getFirst(), scope)));
    }
    return sure;
  }

  private boolean isKeyOf(Expression expression, Set<String> columns) {
    return (of("PrimaryKeyConstraint", expression) != null
            || of("UniqueConstraint", expression) != null)
        && expression instanceof Expression.Call call
        && !call.arguments().isEmpty()
        && call.arguments().stream()
            .allMatch(each ->
                isName(each) && columns.contains(Texts.str(evaluator.evaluate(each, scope))))
        && call.keywords().stream().allMatch(each -> isKeyword(each, Set.of("name")));
  }

  /// `sa.text('…')`.
  private boolean isExpression(Expression expression) {
    return of("text", expression) instanceof Expression.Call call
        && call.keywords().isEmpty()
        && call.arguments().size() == 1
        && call.arguments().getFirst() instanceof Expression.Constant(_, _, Value.Text(String sql))
        && !PARAMETER.matcher(sql).find();
  }

  /// A call of a function or class of SQLAlchemy.
  private Expression.@Nullable Call of(String name, Expression expression) {
    return expression instanceof Expression.Call call
            && evaluator.evaluate(call.function(), scope) instanceof Sym.Ref ref
            && ref.name().equals("sqlalchemy." + name)
        ? call
        : null;
  }

  /// A text that the database keeps as it is, written here or held by a name.
  private boolean isName(Expression expression) {
    boolean plain =
        switch (expression) {
          case Expression.Constant _, Expression.Name _ -> true;
          case Expression.JoinedStr joined ->
              joined.pieces().stream()
                  .allMatch(piece ->
                      piece instanceof Expression.Constant
                          || (piece instanceof Expression.FormattedValue value
                              && value.value() instanceof Expression.Name));
          case Expression.Call call -> isConventional(call);
          default -> false;
        };
    return plain
        && evaluator.evaluate(expression, scope) instanceof Sym.Text text
        && text.isWhole()
        && !text.value().isBlank()
        && IdentifierLength.cut(text.value()).equals(text.value());
  }

  /// `op.f('…')`.
  private boolean isConventional(Expression.Call call) {
    return call.function() instanceof Expression.Attribute(_, _, Expression.Name of, String name)
        && name.equals("f")
        && isAlembic(of)
        && call.arguments().size() == 1
        && call.arguments().getFirst() instanceof Expression.Constant;
  }

  private boolean isTyped(Expression expression) {
    if (!(expression instanceof Expression.Call call)) {
      return isType(expression);
    }
    return isType(call.function())
        && call.arguments().stream()
            .allMatch(each -> each instanceof Expression.Constant(_, _, Value.Whole _))
        && call.keywords().stream()
            .allMatch(each ->
                each.name().filter(OF_TYPES::contains).isPresent()
                    && each.value() instanceof Expression.Constant);
  }

  private boolean isType(Expression expression) {
    return expression instanceof Expression.Attribute(_, _, Expression.Name _, String name)
        && TYPES.contains(name)
        && evaluator.evaluate(expression, scope) instanceof Sym.Ref ref
        && (ref.name().equals("sqlalchemy." + name)
            || ref.name().equals("sqlalchemy.dialects.postgresql." + name));
  }

  private boolean isSql(Expression expression) {
    Expression text =
        of("text", expression) instanceof Expression.Call call
                && call.arguments().size() == 1
                && call.keywords().isEmpty()
            ? call.arguments().getFirst()
            : expression;
    return text instanceof Expression.Constant(_, _, Value.Text(String sql))
        && STATEMENT.matcher(sql).matches()
        && !PARAMETER.matcher(sql).find();
  }
}
