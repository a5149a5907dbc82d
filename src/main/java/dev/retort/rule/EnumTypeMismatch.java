package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Clash;
import dev.retort.schema.Dialect;
import java.util.List;

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
    return Additions.refused(
            change,
            PAGE.code(),
            policy.severity(PAGE),
            clash ->
                clash.kind() == Clash.Kind.TYPE_MADE_TWICE
                    || clash.kind() == Clash.Kind.TYPE_NEVER_MADE,
            EnumTypeMismatch::told)
        .stream()
        .filter(_ -> change.replayed().dialect() == Dialect.POSTGRESQL)
        .toList();
  }

  private static String told(String revision, Clash clash) {
    if (clash.kind() == Clash.Kind.TYPE_NEVER_MADE) {
      return Words.id(revision)
          + " uses "
          + SideBySide.object(clash.object())
          + ", which no revision makes: only `create_table` makes the type of a column by itself."
          + " Create it first.";
    }
    return Words.id(revision)
        + " makes "
        + SideBySide.object(clash.object())
        + ", which "
        + clash
            .earlier()
            .map(at -> Words.id(at.revision()) + " (" + SideBySide.where(at) + ") has made")
            .orElse("is there")
        + " already: PostgreSQL refuses it. Use"
        + " `postgresql.ENUM(…, create_type=False)` here.";
  }
}
