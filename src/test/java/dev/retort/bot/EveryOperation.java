package dev.retort.bot;

import dev.retort.python.Span;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.QueryClause;
import dev.retort.schema.Reading;
import dev.retort.schema.Routine;
import dev.retort.schema.Site;
import dev.retort.schema.TableSources;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A reading in which every operation is that there is, with something and with nothing in what may
/// be absent.
final class EveryOperation {
  private static final Site SITE = new Site(3, new Span(40, 90), true, false);
  private static final Gap GAP =
      new Gap.Because(Gap.OfOperation.SQL_TEXT, new Gap.Call("rows", Gap.AboutCall.GIVES));
  private static final Operation DROP = new Operation.DropTable(SITE, "refunds", true, false);

  private static final ColumnSpec COLUMN =
      new ColumnSpec(
          "état", "text", Optional.of(false), new ColumnDefault.Expression("'new'", true), 4);

  private static final ColumnSpec OPEN =
      new ColumnSpec("x", ColumnSpec.UNKNOWN_TYPE, Optional.empty(), ColumnDefault.UNKNOWN, 5);

  private static final QueryClause QUERY =
      new QueryClause(
          List.of(
              new QueryClause.Source("o", Optional.of("orders")),
              new QueryClause.Source("x", Optional.empty())),
          List.of(
              new QueryClause.All(Optional.of("o")),
              new QueryClause.Taken(Optional.empty(), "id", "état"),
              new QueryClause.Computed("n", "bigint")),
          6);

  private static final ConstraintSpec KEY =
      new ConstraintSpec(
          ConstraintSpec.Kind.FOREIGN_KEY,
          Optional.empty(),
          List.of("état"),
          Optional.of(
              new ConstraintSpec.Reference("orders", List.of("id"), Optional.of("CASCADE"))),
          Optional.empty(),
          true,
          6);

  private static final IndexSpec INDEX =
      new IndexSpec(
          Optional.of("ix"), "refunds", List.of("x"), true, "gin", Optional.of("x > 0"), 7);

  private EveryOperation() {}

  static Reading read() {
    return new Reading(
        Stream.of(
                onTables(),
                onColumns(),
                onConstraints(),
                onIndexes(),
                onTypes(),
                onOtherObjects(),
                onRows(),
                onTheRun())
            .flatMap(List::stream)
            .toList(),
        false);
  }

  private static List<Operation> onTables() {
    return List.of(
        new Operation.CreateTable(
            SITE, "refunds", List.of(COLUMN, OPEN), List.of(KEY), false, true),
        new Operation.CreateTable(
            SITE,
            "refunds",
            List.of(OPEN),
            List.of(KEY.including(List.of("x"))),
            true,
            false,
            new TableSources(
                List.of(
                    new TableSources.LikeClause(
                        "orders", 1, Set.of(TableSources.Copied.INDEXES), 8)),
                List.of("a"),
                Optional.of("b"),
                Optional.of(QUERY))),
        new Operation.AlterParent(SITE.ofOneTable(), "a", "b", true, false, false),
        DROP,
        new Operation.RenameTable(SITE, "a", "b", false));
  }

  private static List<Operation> onColumns() {
    return List.of(
        new Operation.AddColumn(SITE, "refunds", COLUMN, true),
        new Operation.DropColumn(SITE, "refunds", "x", false, true),
        new Operation.RenameColumn(SITE, "refunds", "x", "y"),
        new Operation.AlterColumn(
            SITE,
            "refunds",
            "x",
            Optional.of("integer"),
            Optional.of(true),
            Optional.of(new ColumnDefault.Computed("a + b")),
            Optional.of("x::integer")),
        anotherDefault(ColumnDefault.NONE),
        anotherDefault(new ColumnDefault.Generated(true)));
  }

  private static Operation anotherDefault(ColumnDefault value) {
    return new Operation.AlterColumn(
        SITE,
        "refunds",
        "x",
        Optional.empty(),
        Optional.empty(),
        Optional.of(value),
        Optional.empty());
  }

  private static List<Operation> onConstraints() {
    return List.of(
        new Operation.CreateConstraint(SITE, "refunds", KEY),
        new Operation.CreateKeyOfIndex(SITE, "refunds", KEY, "ix"),
        new Operation.DropConstraint(
            SITE, "refunds", Optional.empty(), Optional.of(ConstraintSpec.Kind.CHECK), false, true),
        new Operation.RenameConstraint(SITE, "refunds", "a", "b"));
  }

  private static List<Operation> onIndexes() {
    return List.of(
        new Operation.CreateIndex(SITE, INDEX, true, false),
        new Operation.DropIndex(SITE, Optional.of("ix"), Optional.empty(), true, false, true),
        new Operation.AttachIndex(SITE, "a", "b"),
        new Operation.RenameIndex(SITE, "a", "b", true));
  }

  private static List<Operation> onTypes() {
    return List.of(
        new Operation.CreateEnum(SITE, "s", Optional.of(List.of("a", "b")), false, true),
        new Operation.CreateEnum(SITE, "s", Optional.empty(), true, false),
        new Operation.AddEnumValue(SITE, "s", "c", Optional.of("b"), Optional.empty(), true),
        new Operation.RenameEnumValue(SITE, "s", "c", "d"),
        new Operation.WriteEnum(SITE, Optional.of("s"), Optional.of("d"), Optional.empty()),
        new Operation.NeedEnum(SITE, "s"),
        new Operation.CreateTemporary(SITE, "t"),
        new Operation.SetSearchPath(SITE, List.of("app")),
        new Operation.RenameType(SITE, "s", "t"),
        new Operation.DropType(SITE, "t", true, true));
  }

  private static List<Operation> onOtherObjects() {
    return List.of(
        new Operation.CreateObject(
            SITE, ObjectKind.MATERIALIZED_VIEW, "v", Optional.of("refunds"), true),
        new Operation.CreateObject(
            SITE,
            ObjectKind.FUNCTION,
            "f",
            Optional.empty(),
            false,
            Optional.of(
                new Routine("(int)", Set.of("refunds"), Set.of("refunds"), true, Set.of("g")))),
        new Operation.CallRoutine(SITE, "f", true),
        new Operation.DropObject(
            SITE, ObjectKind.TRIGGER, "g", Optional.of("refunds"), false, true),
        new Operation.RenameObject(SITE, ObjectKind.VIEW, "v", "w"));
  }

  private static List<Operation> onRows() {
    return List.of(
        new Operation.ReadData(SITE, "refunds"), new Operation.WriteData(SITE, "refunds"));
  }

  /// What says how a migration runs, and what reading leaves open.
  private static List<Operation> onTheRun() {
    return List.of(
        new Operation.Harmless(SITE, Operation.Transaction.COMMITTED),
        new Operation.Raise(SITE),
        new Operation.Perhaps(SITE, new Operation.Perhaps(SITE, DROP, GAP), GAP),
        new Operation.Opaque(SITE, GAP, Set.of("refunds", "orders"), false));
  }
}
