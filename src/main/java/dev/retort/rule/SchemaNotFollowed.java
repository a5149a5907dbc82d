package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Gap;
import dev.retort.schema.Provenance;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import java.util.List;
import java.util.Optional;

/// RT519: from the change on, the schema cannot be followed.
public final class SchemaNotFollowed implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.SCHEMA_NOT_FOLLOWED,
          "schema not followed",
          Severity.NOTICE,
          "A new revision does something that cannot be read without running it, and that may touch any table.",
          """
          From there on nothing is said to be missing or made twice, because what is not read may have made or dropped \
          it. Nothing is wrong with such a revision; it is said so that silence is not taken for a proof.\
          """,
          """
          def upgrade():
              Base.metadata.create_all(op.get_bind())
          """,
          """
          Write the operations out (`op.create_table`, `op.execute` with a text), where that is worth it.\
          """,
          """
          Safe where both ways do the same.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Replay.Step> steps = Additions.of(change);
    if (steps.isEmpty()) {
      return List.of();
    }
    Optional<Schema.Opening> opening =
        change.replayed().schema().opening().filter(each -> !each.elsewhere());
    return opening.stream()
        .flatMap(each ->
            steps.stream()
                .filter(step -> step.revision().path().equals(each.since().path()))
                .filter(step -> isRead(step, each.since()))
                .limit(1)
                .map(step ->
                    Additions.place(step, each.since().line())
                        .fresh(new Found(step.revision().id(), each.gap()), policy.severity(PAGE))))
        .toList();
  }

  /// Whether the reason is in what the revision does; of a parent that is missing another rule
  /// speaks.
  private static boolean isRead(Replay.Step step, Provenance since) {
    return step.reading().reasons().stream().anyMatch(reason -> reason.line() == since.line());
  }

  /// An operation that may touch any table.
  public record Found(String revision, Gap gap) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.SCHEMA_NOT_FOLLOWED;
    }

    @Override
    public Prose headline() {
      return Prose.of("The schema cannot be followed from here on (")
          .then(GapWords.of(gap))
          .text(")");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": nothing is said to be missing above ").id(revision).text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, gap);
    }

    @Override
    public List<Prose> formerIdentity() {
      return List.of(Prose.of(revision), GapWords.of(gap));
    }
  }
}
