package dev.retort.schema.sql;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.Operation;
import dev.retort.schema.QueryClause;
import dev.retort.schema.TableSources;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Operations in few words, so that a test reads like a table.
final class Told {
  private Told() {}

  static List<String> of(List<Operation> operations) {
    return operations.stream().map(Told::of).toList();
  }

  private static String copied(TableSources.LikeClause like) {
    return like.copied().stream().sorted().map(each -> " " + each).collect(Collectors.joining());
  }

  private static String of(Operation operation) {
    return switch (operation) {
      case Operation.CreateTable o -> newTable(o);
      case Operation.DropTable o -> "drop " + o.table() + flags(o.ifExists(), o.cascade());
      case Operation.RenameTable o -> "rename " + o.table() + " > " + o.to();
      case Operation.AddColumn o ->
          "add " + o.table() + "." + of(o.column()) + flags(o.ifNotExists(), false);
      case Operation.DropColumn o ->
          "drop " + o.table() + "." + o.column() + flags(o.ifExists(), o.cascade());
      case Operation.RenameColumn o -> "rename " + o.table() + "." + o.column() + " > " + o.to();
      case Operation.AlterColumn o -> alteredColumn(o);
      case Operation.CreateConstraint o -> "constrain " + o.table() + " " + of(o.constraint());
      case Operation.CreateKeyOfIndex o ->
          "constrain " + o.table() + " " + of(o.key()) + " of " + o.index();
      case Operation.DropConstraint o -> droppedConstraint(o);
      case Operation.RenameConstraint o -> "rename " + o.table() + "/" + o.name() + " > " + o.to();
      case Operation.AlterParent o -> alteredParent(o);
      case Operation.CreateIndex o -> newIndex(o);
      case Operation.DropIndex o -> droppedIndex(o);
      case Operation.AttachIndex o -> "attach index " + o.partition() + " to " + o.name();
      case Operation.RenameIndex o -> "rename index " + o.name() + " > " + o.to();
      case Operation.CreateEnum o -> newEnum(o);
      case Operation.AddEnumValue o -> newValue(o);
      case Operation.RenameEnumValue o -> "value " + o.name() + " " + o.value() + " > " + o.to();
      case Operation.WriteEnum o ->
          "write enum "
              + o.name().orElse("?")
              + " "
              + o.value().orElse("?")
              + " > "
              + o.to().orElse("-");
      case Operation.NeedEnum o -> "need type " + o.name();
      case Operation.RenameType o -> "rename type " + o.name() + " > " + o.to();
      case Operation.DropType o -> "drop type " + o.name() + flags(o.ifExists(), o.cascade());
      case Operation.CreateObject o -> newObject(o);
      case Operation.DropObject o -> droppedObject(o);
      case Operation.RenameObject o ->
          "rename " + o.kind().words() + " " + o.name() + " > " + o.to();
      case Operation.ReadData o -> "read " + o.table();
      case Operation.WriteData o -> "write " + o.table();
      case Operation.CallRoutine o -> "call " + o.name();
      case Operation.CreateTemporary o -> "temporary " + o.name();
      case Operation.SetSearchPath o -> "path " + o.schemas();
      case Operation.Harmless _ -> "nothing";
      case Operation.Raise _ -> "raise";
      case Operation.Perhaps o -> "perhaps " + of(o.operation());
      case Operation.Opaque o ->
          "opaque" + o.touches().stream().sorted().toList() + (o.unbounded() ? "!" : "");
    };
  }

  private static String newTable(Operation.CreateTable o) {
    return "create "
        + o.table()
        + (o.ifNotExists() ? "?" : "")
        + o.columns().stream().map(Told::of).collect(Collectors.joining(", ", "(", ""))
        + o.constraints().stream().map(c -> "; " + of(c)).collect(Collectors.joining())
        + o.sources().likes().stream()
            .map(like -> "; like " + like.table() + "@" + like.position() + copied(like))
            .collect(Collectors.joining())
        + o.sources().parents().stream().map(p -> "; under " + p).collect(Collectors.joining())
        + o.sources().partitionOf().map(p -> "; partition of " + p).orElse("")
        + o.sources().query().map(q -> "; " + rows(q)).orElse("")
        + (o.whole() ? ")" : ", …)");
  }

  private static String rows(QueryClause query) {
    String selected =
        query.columns().stream()
            .map(each ->
                switch (each) {
                  case QueryClause.All(Optional<String> source) ->
                      source.map(s -> s + ".").orElse("") + "*";
                  case QueryClause.Taken(Optional<String> source, String column, String name) ->
                      source.map(s -> s + ".").orElse("")
                          + column
                          + (name.equals(column) ? "" : " as " + name);
                  case QueryClause.Computed(String name, String type) -> name + " " + type;
                })
            .collect(Collectors.joining(", "));
    return query.sources().stream()
        .map(source ->
            source.table().orElse("?")
                + (source.table().equals(Optional.of(source.name())) ? "" : " " + source.name()))
        .collect(Collectors.joining(", ", "rows " + selected + " of ", ""));
  }

  private static String alteredParent(Operation.AlterParent o) {
    return o.table()
        + (o.attaches() ? " under " : " off ")
        + o.parent()
        + (o.partition() ? " as partition" : "")
        + (o.whole() ? "" : ", …");
  }

  private static String alteredColumn(Operation.AlterColumn o) {
    return "alter "
        + o.table()
        + "."
        + o.column()
        + o.type().map(t -> " " + t).orElse("")
        + o.nullable().map(n -> n ? " null" : " not null").orElse("")
        + o.value().map(v -> " default " + of(v)).orElse("")
        + o.using().map(u -> " using " + u).orElse("");
  }

  private static String droppedConstraint(Operation.DropConstraint o) {
    return "drop "
        + o.table()
        + "/"
        + o.name().orElse("-")
        + o.kind().map(k -> ":" + k.letter()).orElse("")
        + flags(o.ifExists(), o.cascade());
  }

  private static String newIndex(Operation.CreateIndex o) {
    return "index "
        + of(o.index())
        + (o.concurrently() ? " concurrently" : "")
        + flags(o.ifNotExists(), false);
  }

  private static String droppedIndex(Operation.DropIndex o) {
    return "drop index "
        + o.name().orElse("-")
        + o.table().map(t -> " on " + t).orElse("")
        + (o.concurrently() ? " concurrently" : "")
        + flags(o.ifExists(), o.cascade());
  }

  private static String newEnum(Operation.CreateEnum o) {
    return "enum "
        + o.name()
        + o.values().map(Object::toString).orElse("[?]")
        + flags(o.ifNotExists(), false);
  }

  private static String newValue(Operation.AddEnumValue o) {
    return "value "
        + o.name()
        + " "
        + o.value()
        + o.before().map(b -> " before " + b).orElse("")
        + o.after().map(a -> " after " + a).orElse("")
        + flags(o.ifNotExists(), false);
  }

  private static String newObject(Operation.CreateObject o) {
    return "make "
        + o.kind().words()
        + " "
        + o.name()
        + o.table().map(t -> " on " + t).orElse("")
        + flags(o.tolerant(), false)
        + o.routine()
            .filter(each -> !each.touches().isEmpty() || each.unbounded())
            .map(each ->
                " changing "
                    + each.touches().stream().sorted().toList()
                    + (each.unbounded() ? "!" : ""))
            .orElse("");
  }

  private static String droppedObject(Operation.DropObject o) {
    return "drop "
        + o.kind().words()
        + " "
        + o.name()
        + o.table().map(t -> " on " + t).orElse("")
        + flags(o.ifExists(), o.cascade());
  }

  private static String flags(boolean tolerant, boolean cascade) {
    return (tolerant ? "?" : "") + (cascade ? " cascade" : "");
  }

  private static String of(ColumnSpec column) {
    return column.name()
        + " "
        + column.type()
        + column.nullable().map(n -> n ? "" : " not null").orElse(" ?")
        + (column.value().equals(ColumnDefault.NONE) ? "" : " default " + of(column.value()));
  }

  private static String of(ColumnDefault value) {
    return switch (value) {
      case ColumnDefault.None _ -> "none";
      case ColumnDefault.Expression(String sql, _) -> sql;
      case ColumnDefault.Generated(boolean identity) -> identity ? "identity" : "serial";
      case ColumnDefault.Computed(String sql) -> "=" + sql;
      case ColumnDefault.Unknown _ -> "?";
    };
  }

  private static String of(ConstraintSpec spec) {
    return spec.kind().letter()
        + spec.name().map(n -> " " + n).orElse("")
        + spec.columns()
        + spec.reference().map(Told::of).orElse("")
        + (spec.notValid() ? " not valid" : "");
  }

  private static String of(ConstraintSpec.Reference reference) {
    Optional<String> action = reference.onDelete();
    return " > " + reference.table() + reference.columns() + action.map(a -> " " + a).orElse("");
  }

  private static String of(IndexSpec index) {
    return (index.unique() ? "unique " : "")
        + index.name().orElse("-")
        + " on "
        + index.table()
        + index.columns()
        + (index.method().equals("btree") ? "" : " " + index.method())
        + index.where().map(w -> " where " + w).orElse("");
  }
}
