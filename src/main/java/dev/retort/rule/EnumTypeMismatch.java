package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Clash;
import dev.retort.schema.Dialect;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import java.util.List;
import java.util.Optional;

/// RT503: an enum type is made twice, or asked for and never made.
public final class EnumTypeMismatch implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.ENUM_TYPE_MISMATCH,
          "enum type",
          Severity.FAILURE,
          "On PostgreSQL, a new revision makes an enum type that is there already.",
          """
          `create_table` makes the type of an `sa.Enum` column by itself, and so does `Enum.create()`. Within one run \
          of Alembic a second table may use the type again; a later run, which is every deployment, makes it a second \
          time and is refused. `alembic upgrade head` from nothing passes, and the deployed database fails.\
          """,
          """
          # released last month
          op.create_table("orders", sa.Column("status", sa.Enum("new", "paid", name="status")))

          # in the new revision
          op.create_table("refunds", sa.Column("status", sa.Enum("new", "paid", name="status")))
          """,
          """
          Write `postgresql.ENUM(…, name="status", create_type=False)` where the type is there.\
          """,
          """
          Safe: it only leaves out what the database would refuse.\
          """,
          List.of("type \"status\" already exists"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return Additions.refused(change, PAGE.code(), policy.severity(PAGE), EnumTypeMismatch::fact)
        .stream()
        .filter(_ -> change.replayed().dialect() == Dialect.POSTGRESQL)
        .toList();
  }

  private static Fact fact(String revision, Clash clash) {
    return clash.kind() == Clash.Kind.TYPE_NEVER_MADE
        ? new NoType(revision, clash.object())
        : new Twice(revision, clash.object(), clash.earlier());
  }

  /// A type that is used and never made.
  public record NoType(String revision, ObjectName object) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.ENUM_TYPE_MISMATCH;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(revision)
          .text(" uses ")
          .then(Words.object(object))
          .text(", which no revision makes");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": only ")
          .code("create_table")
          .text(" makes the type of a column by itself")
          .stop()
          .text("Create it first.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, object);
    }
  }

  /// A type that is made although it is there.
  ///
  /// @param earlier where it was made before
  public record Twice(String revision, ObjectName object, Optional<Provenance> earlier)
      implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.ENUM_TYPE_MISMATCH;
    }

    @Override
    public Prose headline() {
      Prose what =
          Prose.EMPTY.id(revision).text(" makes ").then(Words.object(object)).text(", which ");
      return earlier
          .map(at -> what.then(SideBySide.who(at)).text(" has made"))
          .orElse(what.text("is there"))
          .text(" already");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": PostgreSQL refuses it")
          .stop()
          .text("Use ")
          .code("postgresql.ENUM(…, create_type=False)")
          .text(" here.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, object, earlier.map(Provenance::revision));
    }
  }
}
