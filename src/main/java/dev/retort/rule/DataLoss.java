package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Descent;
import dev.retort.schema.Effect;
import dev.retort.schema.Entity;
import dev.retort.schema.Losses;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// RT505: a table or column is dropped with what it holds. Every fourth change does, and means it:
/// the list of what a change does to the schema says so, and only who wants more than a notice gets
/// findings.
public final class DataLoss implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.DATA_LOSS,
          "data loss",
          Severity.NOTICE,
          "A new revision drops a table or column that older revisions made, and what it holds is gone.",
          """
          Dropping is usually meant, so by default it stands, marked, in the list of what the change does to the schema \
          and nowhere else. With `rules: {RT505: warning}` or `failure` each drop is told at its line. A rename is no \
          loss; a drop and an add that look like one are RT506.\
          """,
          """
          op.drop_column("orders", "note")
          """,
          """
          Keep what is still needed before it is dropped: copy it, or drop it one release after the code has stopped \
          using it.\
          """,
          """
          Nothing brings the rows back; a downgrade makes the column again, empty.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    if (policy.severity(PAGE).compareTo(Severity.NOTICE) <= 0) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    List<Replay.Step> steps = Additions.of(change);
    Set<Effect> lost = new HashSet<>(Losses.of(steps).lost());
    for (Replay.Step step : steps) {
      boolean known = step.descent().map(Descent::before).filter(Schema::isClosed).isPresent();
      step.effects().stream()
          .filter(effect -> known && lost.contains(effect) && !effect.perhaps())
          .filter(effect -> effect.before().filter(each -> isOlder(change, each)).isPresent())
          .map(effect ->
              Additions.place(step, effect.line())
                  .fresh(new Found(step.revision().id(), effect.object()), policy.severity(PAGE)))
          .forEach(findings::add);
    }
    return findings;
  }

  private static boolean isOlder(HistoryChange change, Entity entity) {
    return !change.addedIds().contains(entity.made().revision());
  }

  /// An object that is dropped with what it holds.
  public record Found(String revision, ObjectName object) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.DATA_LOSS;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(revision)
          .text(" drops ")
          .then(Words.object(object))
          .text(", and what it holds is gone with the deployment");
    }

    @Override
    public Prose sequel() {
      return Prose.of(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, object);
    }
  }
}
