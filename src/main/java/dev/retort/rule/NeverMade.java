package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Clash;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RT504: the change uses or drops what is not there.
public final class NeverMade implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.NEVER_MADE,
          "never made",
          Severity.FAILURE,
          "A new revision uses or drops what no revision makes, what an ancestor dropped, or what something else still needs.",
          """
          The database refuses it, and the deployment stops there. It is told only where every revision below was \
          read, so that nothing else can have made the object. A first use of a table that no revision makes says that \
          the first tables are made elsewhere: that is mentioned once, as a notice, and nothing more is said of them.\
          """,
          """
          # a revision below
          op.drop_column("orders", "note")

          # the new revision
          op.create_index("ix_orders_note", "orders", ["note"])
          """,
          """
          Name the object as it is made, revise the revision that makes it, or let the drop be tolerant \
          (`if_exists=True`).\
          """,
          """
          A line that the database refuses has run nowhere, so mending it is safe.\
          """,
          List.of("relation \"orders\" does not exist", "column \"note\" does not exist"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings =
        new ArrayList<>(
            Additions.refused(
                change,
                PAGE.code(),
                policy.severity(PAGE),
                (revision, clash) ->
                    new Refused(revision, clash.kind(), clash.object(), clash.earlier())));
    elsewhere(change, policy).ifPresent(findings::add);
    return findings;
  }

  /// The first use of a table that no revision makes, where the change brings it.
  private static Optional<Finding> elsewhere(HistoryChange change, Policy policy) {
    List<Replay.Step> steps = Additions.of(change);
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    Replay replay = change.replayed();
    Optional<Provenance> since =
        replay.schema().opening().filter(Schema.Opening::elsewhere).map(Schema.Opening::since);
    return steps.stream()
        .filter(step -> since.filter(at -> at.path().equals(step.revision().path())).isPresent())
        .findFirst()
        .flatMap(step ->
            replay.schema().tables().stream()
                .filter(table -> table.foreign() && table.made().equals(since.orElseThrow()))
                // Another branch may make it, and then the order of the two decides.
                .filter(table -> !isMade(replay, table.name()))
                .findFirst()
                .map(table ->
                    Additions.place(step, table.made().line())
                        .fresh(
                            new Elsewhere(step.revision().id(), table.name()),
                            policy.atMost(PAGE, Severity.NOTICE))));
  }

  private static boolean isMade(Replay replay, String table) {
    return replay.steps().stream()
        .flatMap(step -> step.effects().stream())
        .anyMatch(effect ->
            effect.after().isPresent() && effect.object().equals(ObjectName.table(table)));
  }

  /// An object that is not there, or that cannot go.
  ///
  /// @param earlier what dropped it, or needs it
  public record Refused(
      String revision, Clash.Kind kind, ObjectName object, Optional<Provenance> earlier)
      implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NEVER_MADE;
    }

    @Override
    public Prose headline() {
      Prose one = Prose.EMPTY.id(revision);
      Prose it = Words.object(object);
      Prose other = earlier.map(SideBySide::who).orElse(Prose.of("another revision"));
      return switch (kind) {
        case DROPPED_BEFORE ->
            one.text(" needs ")
                .then(it)
                .text(", which ")
                .then(other)
                .text(" has dropped or renamed");
        case IN_USE ->
            one.text(" drops ").then(it).text(", which ").then(other).text(" still needs");
        case UNNAMED ->
            one.text(" drops a constraint or index of ").then(it).text(" without saying its name");
        default -> one.text(" needs ").then(it).text(", which no revision makes");
      };
    }

    @Override
    public Prose sequel() {
      Prose ends = Prose.of(": the database refuses it, and the deployment stops there");
      return switch (kind) {
        case DROPPED_BEFORE -> ends.text(".");
        case IN_USE ->
            Prose.of(": the database refuses it").stop().text("Drop what needs it first.");
        case UNNAMED ->
            Prose.of(": SQLAlchemy refuses it")
                .stop()
                .text("Write the name that the database has.");
        default -> ends.stop().text("Check the name.");
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, kind, object, earlier.map(Provenance::revision));
    }
  }

  /// The first use of a table that no revision makes.
  public record Elsewhere(String revision, String table) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NEVER_MADE;
    }

    @Override
    public Prose headline() {
      return Prose.of("No revision makes ").then(Words.object(ObjectName.table(table)));
    }

    @Override
    public Prose sequel() {
      return Prose.STOP
          .text(
              "If the first tables are made elsewhere, that is in order, and nothing that is missing will be told from here on; otherwise the database refuses ")
          .id(revision)
          .text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, table);
    }
  }
}
