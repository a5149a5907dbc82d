package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Collision;
import java.util.List;
import java.util.function.UnaryOperator;

/// Advice of the rules that look at what migrations do to a database.
final class SchemaAdvice {
  private SchemaAdvice() {}

  static List<Advice> of(Finding finding, HistoryChange change) {
    return switch (finding.fact()) {
      case HeadsCollide.Found fact -> collide(fact, change, finding);
      case MadeTwice.Found _ -> takeOut(finding, "Take the line out");
      case EnumTypeMismatch.NoType fact -> createType(fact, finding);
      case EnumTypeMismatch.Twice _ -> createNoType(finding);
      case NeverMade.Refused _ -> takeOut(finding, "");
      case LooksLikeRename.Found fact ->
          Advice.inFile(finding, "use `op.alter_column(", text -> renamed(text, fact));
      case NotNullWithoutDefault.Found _ ->
          Advice.onLine(
              finding,
              "Give it a `server_default`",
              old -> old.replace("nullable=False", "nullable=False, server_default=\"x\""));
      case ConcurrentlyInTransaction.Found _ ->
          Advice.onLine(
              finding,
              "autocommit_block():",
              old -> "with op.get_context().autocommit_block():\n    " + old);
      case NameTooLong.Found fact -> shorter(fact, finding);
      case FrozenDefault.Found _ ->
          Advice.onLine(finding, "sa.text(\"now()\")", SchemaAdvice::computedDefault);
      case DowngradeUnnamedConstraint.Found _ ->
          Advice.inFile(finding, "Give it a name in both functions", SchemaAdvice::named);
      case DowngradeFails.Found _ -> takeOut(finding, "");
      case DowngradeEmpty.Found _ ->
          Advice.inFile(finding, "raise where there is no way back", SchemaAdvice::raising);
      case CoveredIndex.Found _ -> takeOut(finding, "leave it out");
      case CastNeedsUsing.Found fact ->
          Advice.onLine(finding, "postgresql_using", old -> using(old, fact));
      case IncomparableKey.Found _ -> takeOut(finding, "Give both the same type");
      case AlterOutsideBatch.Found _ ->
          Advice.onLine(
              finding, "with op.batch_alter_table(…) as batch_op:", SchemaAdvice::inBatch);
      case NeverMade.Elsewhere _,
          DowngradeIncomplete.Found _,
          SchemaNotFollowed.Found _,
          LocksTheTable.Found _,
          DataLoss.Found _ ->
          List.of();
      default -> throw Advice.unlisted(finding);
    };
  }

  private static List<Advice> takeOut(Finding finding, String words) {
    return Advice.onLine(finding, words, old -> "pass");
  }

  private static List<Advice> collide(
      HeadsCollide.Found fact, HistoryChange change, Finding finding) {
    Collision collision = fact.collision();
    String one = collision.one().revision();
    UnaryOperator<EditedTree> rePoint =
        tree -> tree.parents(one, List.of(end(change, collision.other().revision())));
    boolean otherFirst = collision.order() == Collision.Order.OTHER_FIRST;
    if (fact.merge().isPresent() && otherFirst) {
      String other = collision.other().revision();
      Revision merge = change.after().revision(fact.merge().get()).orElseThrow();
      String end =
          merge.downRevisions().stream()
              .filter(each -> each.equals(other) || change.after().isAbove(each, other))
              .findFirst()
              .orElseThrow();
      return Advice.one(
          "Take `" + merge.id() + "` out and let `" + one + "` revise the branch of the other",
          tree -> tree.parents(one, List.of(end)).remove(merge.path()));
    }
    return switch (collision.kind()) {
      case BOTH_MAKE, BOTH_DROP -> takeOut(finding, "Take one of the two lines out");
      case DROPS_HELD, HOLDS_DROPPED -> takeOut(finding, "Change one of the two");
      case ALTER_DIFFERENTLY ->
          Advice.one(
              "Let one revise the other",
              tree -> rePoint.apply(tree).line(finding.path(), finding.line(), old -> "pass"));
      case NEEDS, DROPS ->
          otherFirst
              ? Advice.one("revise the branch that ends with", rePoint)
              : takeOut(finding, "");
    };
  }

  private static String end(HistoryChange change, String id) {
    return change.after().heads().stream()
        .filter(head -> head.equals(id) || change.after().isAbove(head, id))
        .findFirst()
        .orElse(id);
  }

  private static List<Advice> createType(EnumTypeMismatch.NoType fact, Finding finding) {
    return Advice.onLine(
        finding,
        "Create it first",
        old ->
            "op.execute(\"CREATE TYPE "
                + fact.object().name()
                + " AS ENUM ('new', 'paid')\")\n"
                + old);
  }

  private static List<Advice> createNoType(Finding finding) {
    return Advice.one(
        "create_type=False",
        tree ->
            tree.line(
                    finding.path(),
                    finding.line(),
                    old ->
                        old.replaceFirst(
                            "sa\\.Enum\\(([^)]*)\\)", "postgresql.ENUM($1, create_type=False)"))
                .rewrite(
                    finding.path(),
                    text ->
                        text.replaceFirst(
                            "from alembic import op",
                            "from sqlalchemy.dialects import postgresql\nfrom alembic import op")));
  }

  private static String renamed(String text, LooksLikeRename.Found fact) {
    return text.replaceAll("(?m)^    op\\.(add|drop)_column\\(.*\"" + fact.fresh() + "\".*\\R", "")
        .replaceFirst(
            "(?m)^    op\\.drop_column\\(.*$",
            "    op.alter_column(\"%s\", \"%s\", new_column_name=\"%s\")"
                .formatted(fact.table(), fact.old(), fact.fresh()));
  }

  private static List<Advice> shorter(NameTooLong.Found fact, Finding finding) {
    String name = fact.name();
    UnaryOperator<String> cut = old -> old.replace(name, name.substring(0, 40));
    UnaryOperator<String> wrapped =
        old -> old.replace("\"" + name + "\"", "op.f(\"" + name + "\")");
    return List.of(
        new Advice("Write a shorter one", tree -> tree.line(finding.path(), finding.line(), cut)),
        new Advice(
            "or put it into `op.f(…)`",
            tree -> tree.line(finding.path(), finding.line(), wrapped)));
  }

  private static String computedDefault(String line) {
    return line.replaceFirst("server_default=\"now\\(\\)\"", "server_default=sa.text(\"now()\")");
  }

  private static String named(String text) {
    return text.replaceAll("(create_foreign_key|drop_constraint)\\(None", "$1(\"fk_by_hand\"");
  }

  private static String raising(String text) {
    return text.replaceFirst(
        "(def downgrade\\(\\)[^:]*:\\n    )pass", "$1raise NotImplementedError()");
  }

  private static String using(String line, CastNeedsUsing.Found fact) {
    return line.substring(0, line.length() - 1) + ", postgresql_using=\"note::" + fact.to() + "\")";
  }

  private static String inBatch(String line) {
    String table = line.replaceFirst(".*?\\(\"[^\"]*\", \"(\\w+)\".*", "$1");
    boolean column = line.startsWith("op.alter_column");
    String of = column ? line.replaceFirst("op\\.alter_column\\(\"(\\w+)\".*", "$1") : table;
    String call = line.replaceFirst("^op\\.", "batch_op.");
    return "with op.batch_alter_table(\""
        + of
        + "\") as batch_op:\n    "
        + call.replaceFirst(column ? "\"" + of + "\", " : ", \"" + of + "\"", "");
  }
}
