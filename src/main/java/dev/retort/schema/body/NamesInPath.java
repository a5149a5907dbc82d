package dev.retort.schema.body;

import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.Operation.SetSearchPath;
import dev.retort.schema.QueryClause;
import dev.retort.schema.Schema;
import dev.retort.schema.TableSources;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One operation's names where a search path is set: those without a schema are looked up, and the
/// default schema, which is written in full there, is left out again.
final class NamesInPath {
  private static final String DEFAULT_SCHEMA = OpCalls.DEFAULT_SCHEMA;

  private final List<String> schemas;
  private final Supplier<Optional<Schema>> schema;

  /// What names may mean that were not found.
  private final Set<String> candidates = new LinkedHashSet<>();

  private boolean lost;

  NamesInPath(List<String> schemas, Supplier<Optional<Schema>> schema) {
    this.schemas = schemas;
    this.schema = schema;
  }

  Operation meant(Operation operation) {
    Operation meant = named(operation);
    return lost
        ? new Operation.Opaque(operation.site(), Gap.OfSql.SEARCH_PATH, candidates, false)
        : meant;
  }

  private Operation named(Operation operation) {
    return switch (operation) {
      case Operation.CreateTable o -> created(o);
      case Operation.DropTable o ->
          new Operation.DropTable(o.site(), table(o.table()), o.ifExists(), o.cascade());
      case Operation.RenameTable o -> renamed(o);
      case Operation.AddColumn o ->
          new Operation.AddColumn(o.site(), table(o.table()), column(o.column()), o.ifNotExists());
      case Operation.DropColumn o ->
          new Operation.DropColumn(
              o.site(), table(o.table()), o.column(), o.ifExists(), o.cascade());
      case Operation.RenameColumn o ->
          new Operation.RenameColumn(o.site(), table(o.table()), o.column(), o.to());
      case Operation.AlterColumn o ->
          new Operation.AlterColumn(
              o.site(),
              table(o.table()),
              o.column(),
              o.type().map(this::type),
              o.nullable(),
              o.value(),
              o.using());
      case Operation.CreateConstraint o ->
          new Operation.CreateConstraint(
              o.site(), table(o.table()), constraint(o.constraint(), "", ""));
      case Operation.CreateKeyOfIndex o ->
          new Operation.CreateKeyOfIndex(o.site(), table(o.table()), o.key(), o.index());
      case Operation.DropConstraint o ->
          new Operation.DropConstraint(
              o.site(), table(o.table()), o.name(), o.kind(), o.ifExists(), o.cascade());
      case Operation.RenameConstraint o ->
          new Operation.RenameConstraint(o.site(), table(o.table()), o.name(), o.to());
      case Operation.AlterParent o -> moved(o);
      case Operation.CreateIndex _,
          Operation.DropIndex _,
          Operation.RenameIndex _,
          Operation.AttachIndex _ ->
          ofIndex(operation);
      case Operation.Opaque o ->
          new Operation.Opaque(
              o.site(),
              o.gap(),
              o.touches().stream()
                  .flatMap(each -> all(each).stream())
                  .collect(Collectors.toUnmodifiableSet()),
              o.unbounded());
      case Operation.CreateTemporary _,
          Operation.SetSearchPath _,
          Operation.Harmless _,
          Operation.Raise _,
          Operation.Perhaps _ ->
          operation;
      default -> ofOther(operation);
    };
  }

  private Operation moved(Operation.AlterParent o) {
    return new Operation.AlterParent(
        o.site(),
        o.isOfUnknown() ? o.table() : table(o.table()),
        table(o.parent()),
        o.partition(),
        o.attaches(),
        o.whole());
  }

  private Operation created(Operation.CreateTable o) {
    String table = made(o.table());
    TableSources sources = o.sources();
    return new Operation.CreateTable(
        o.site(),
        table,
        o.columns().stream().map(this::column).toList(),
        o.constraints().stream().map(each -> constraint(each, o.table(), table)).toList(),
        o.whole(),
        o.ifNotExists(),
        new TableSources(
            sources.likes().stream()
                .map(like ->
                    new TableSources.LikeClause(
                        table(like.table()), like.position(), like.copied(), like.line()))
                .toList(),
            sources.parents().stream().map(this::table).toList(),
            sources.partitionOf().map(this::table),
            sources.query().map(this::query)));
  }

  private QueryClause query(QueryClause query) {
    return new QueryClause(
        query.sources().stream()
            .map(each -> new QueryClause.Source(each.name(), each.table().map(this::table)))
            .toList(),
        query.columns(),
        query.line());
  }

  private Operation renamed(Operation.RenameTable o) {
    String table = table(o.table());
    return new Operation.RenameTable(o.site(), table, beside(table, o.to()), o.ifExists());
  }

  private Operation ofIndex(Operation operation) {
    return switch (operation) {
      case Operation.CreateIndex o -> {
        IndexSpec index = o.index();
        String table = table(index.table());
        IndexSpec moved = index.on(table);
        yield new Operation.CreateIndex(
            o.site(),
            index.name().map(each -> moved.named(beside(table, plain(each)))).orElse(moved),
            o.ifNotExists(),
            o.concurrently());
      }
      case Operation.DropIndex o ->
          new Operation.DropIndex(
              o.site(),
              o.name().map(this::index),
              o.table().map(this::table),
              o.ifExists(),
              o.concurrently(),
              o.cascade());
      case Operation.AttachIndex o ->
          new Operation.AttachIndex(o.site(), index(o.name()), index(o.partition()));
      case Operation.RenameIndex o -> {
        String index = index(o.name());
        yield new Operation.RenameIndex(o.site(), index, beside(index, o.to()), o.ifExists());
      }
      default -> operation;
    };
  }

  private Operation ofOther(Operation operation) {
    return switch (operation) {
      case Operation.ReadData o -> new Operation.ReadData(o.site(), table(o.table()));
      case Operation.WriteData o -> new Operation.WriteData(o.site(), table(o.table()));
      case Operation.CreateEnum o ->
          new Operation.CreateEnum(
              o.site(), made(o.name()), o.values(), o.ifNotExists(), o.implicit());
      case Operation.AddEnumValue o ->
          new Operation.AddEnumValue(
              o.site(), enumType(o.name()), o.value(), o.before(), o.after(), o.ifNotExists());
      case Operation.RenameEnumValue o ->
          new Operation.RenameEnumValue(o.site(), enumType(o.name()), o.value(), o.to());
      case Operation.NeedEnum o -> new Operation.NeedEnum(o.site(), enumType(o.name()));
      case Operation.RenameType o -> {
        String type = enumType(o.name());
        yield new Operation.RenameType(o.site(), type, beside(type, o.to()));
      }
      case Operation.DropType o ->
          new Operation.DropType(o.site(), enumType(o.name()), o.ifExists(), o.cascade());
      case Operation.CreateObject o ->
          new Operation.CreateObject(
              o.site(),
              o.kind(),
              liesInSchema(o.kind()) ? made(o.name()) : o.name(),
              o.table().map(this::table),
              o.tolerant(),
              o.routine());
      case Operation.DropObject o ->
          new Operation.DropObject(
              o.site(),
              o.kind(),
              object(o.kind(), o.name()),
              o.table().map(this::table),
              o.ifExists(),
              o.cascade());
      case Operation.RenameObject o -> {
        String name = object(o.kind(), o.name());
        yield new Operation.RenameObject(o.site(), o.kind(), name, beside(name, o.to()));
      }
      default -> operation;
    };
  }

  private ColumnSpec column(ColumnSpec column) {
    return new ColumnSpec(
        column.name(), type(column.type()), column.nullable(), column.value(), column.line());
  }

  /// @param own the table's own name as it was written, which a key of a new one may point at
  /// @param meant the same as it is meant
  private ConstraintSpec constraint(ConstraintSpec constraint, String own, String meant) {
    return constraint
        .reference()
        .map(to ->
            constraint.withReference(
                new ConstraintSpec.Reference(
                    to.table().equals(own) ? meant : table(to.table()),
                    to.columns(),
                    to.onDelete())))
        .orElse(constraint);
  }

  private static boolean liesInSchema(ObjectKind kind) {
    return switch (kind) {
      case VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, SEQUENCE, FUNCTION, DOMAIN, TYPE -> true;
      case TRIGGER, EXTENSION, SCHEMA, POLICY, RULE, OTHER -> false;
    };
  }

  private String object(ObjectKind kind, String name) {
    if (!liesInSchema(kind)) {
      return name;
    }
    return kind == ObjectKind.VIEW || kind == ObjectKind.MATERIALIZED_VIEW
        ? table(name)
        : found(
            name,
            (known, each) -> known.has(kind, each),
            each -> new ObjectName(kind, Optional.empty(), each));
  }

  /// A type of a column: those of no enum that is known are taken for PostgreSQL's own.
  private String type(String type) {
    int end = type.indexOf('[');
    String base = end < 0 ? type : type.substring(0, end);
    boolean known =
        base.contains(".")
            || schema.get().stream()
                .anyMatch(each ->
                    each.enumType(base).isPresent()
                        || schemas.stream()
                            .anyMatch(one -> each.enumType(in(one, base)).isPresent()));
    return known ? enumType(base) + type.substring(base.length()) : type;
  }

  private String enumType(String name) {
    return found(name, (known, each) -> known.enumType(each).isPresent(), ObjectName::enumType);
  }

  private String index(String name) {
    return found(name, (known, each) -> known.index(each).isPresent(), ObjectName::index);
  }

  private String table(String name) {
    return found(
        name,
        (known, each) ->
            known.table(each).filter(table -> table.sure() || schemas.size() == 1).isPresent(),
        ObjectName::table);
  }

  /// A name of something new.
  private String made(String name) {
    if (isComplete(name)) {
      return withoutDefault(name);
    }
    if (schemas.isEmpty() || schemas.contains(SetSearchPath.UNKNOWN_SCHEMA)) {
      candidates.add(name);
      lost = true;
      return name;
    }
    return in(schemas.getFirst(), name);
  }

  /// A name of something that is there: in the first schema that holds it, unless one before may
  /// hold it too.
  private String found(
      String name, BiPredicate<Schema, String> holds, Function<String, ObjectName> object) {
    if (isComplete(name)) {
      return withoutDefault(name);
    }
    Optional<Schema> known = schema.get();
    boolean sure = known.isPresent();
    for (String each : schemas) {
      String candidate = in(each, name);
      sure &= !each.equals(SetSearchPath.UNKNOWN_SCHEMA);
      if (sure && holds.test(known.get(), candidate)) {
        return candidate;
      }
      sure &= known.isPresent() && !mayHold(known.get(), object.apply(candidate));
    }
    if (sure && !schemas.isEmpty() && in(schemas.getFirst(), name).equals(name)) {
      return name;
    }
    lost = true;
    candidates.addAll(all(name));
    return name;
  }

  private static boolean mayHold(Schema known, ObjectName object) {
    return known.mayHold(object) || known.table(object.name()).isPresent();
  }

  /// Whether a name means the same whatever the path is; catalogues come before any.
  private static boolean isComplete(String name) {
    return name.contains(".") || name.startsWith("pg_") || name.equals(DataCalls.SOME_TABLE);
  }

  private static String withoutDefault(String name) {
    return name.startsWith(DEFAULT_SCHEMA) ? name.substring(DEFAULT_SCHEMA.length()) : name;
  }

  private static String in(String schema, String name) {
    return withoutDefault(schema + "." + name);
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// A new name in the schema of another one, unless it has its own.
  private static String beside(String name, String other) {
    return isComplete(other)
        ? withoutDefault(other)
        : name.substring(0, name.lastIndexOf('.') + 1) + other;
  }

  /// All that a name may mean.
  private Set<String> all(String name) {
    if (isComplete(name)) {
      return Set.of(withoutDefault(name));
    }
    Set<String> all = new LinkedHashSet<>(Set.of(name));
    schemas.stream()
        .filter(each -> !each.equals(SetSearchPath.UNKNOWN_SCHEMA))
        .forEach(each -> all.add(in(each, name)));
    return all;
  }
}
