package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Order;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// RT105: the change starts the history a second time.
public final class SecondBase implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.SECOND_BASE,
          "second base",
          Severity.FAILURE,
          "A new revision has `down_revision = None` although the history has a beginning already.",
          """
          A revision without a parent starts a history of its own, in the same folder and for the same database. \
          Its end is a second head, so `upgrade head` refuses; and its first revision is mostly the whole schema \
          generated again, which fails on the tables that exist. It comes from generating a revision \
          against an empty folder or with the wrong configuration.\
          """,
          """
          # the history starts here
          revision = "11aa"
          down_revision = None

          # and this one starts it again
          revision = "7c08"
          down_revision = None
          """,
          """
          Let the new revision revise the head. If a separate branch is meant (a plugin, another part of the schema), \
          give it a `branch_labels` of its own. If the history is to be replaced by one revision, that is a \
          decision about every database: see RT201.\
          """,
          """
          Re-pointing is safe as long as only the pull request has the revision. Look at what it does before: a schema \
          generated from nothing cannot run on top of one that exists.\
          """,
          List.of(
              "Multiple head revisions are present for given argument 'head'; please specify a specific target "
                  + "revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads"));

  /// The true beginning is the oldest that says when it was made; of what says nothing, what calls
  /// itself so, and then what is counted first.
  private static final Comparator<Revision> INITIAL_FIRST =
      Order.by((Revision each) -> Created.of(each).isEmpty())
          .thenBy(each -> Created.of(each).isEmpty() && !isNamedSo(each))
          .thenBy(each ->
              Created.of(each).isEmpty() ? CountedName.of(each).orElse(Integer.MAX_VALUE) : 0)
          .then(HeadCount.BY_CREATION);

  /// Whether anything tells the true beginning from the others.
  private static boolean saysWhich(List<Revision> bases) {
    Revision first = bases.getFirst();
    return Created.of(first).isPresent()
        || bases.stream().filter(SecondBase::isNamedSo).count() == 1
        || CountedName.tellApart(bases);
  }

  private static boolean isNamedSo(Revision revision) {
    return revision.path().toLowerCase(Locale.ROOT).contains("init");
  }

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    History before = change.before();
    History after = change.after();
    List<Finding> findings = new ArrayList<>();
    if (after.bases().size() <= Math.max(1, before.bases().size())) {
      return findings;
    }
    Set<String> had = Set.copyOf(before.bases());
    Set<String> added = change.addedIds();
    List<Revision> fresh =
        after.bases().stream()
            .filter(id -> !had.contains(id))
            .flatMap(id -> after.declaring(id).stream().filter(after::isBase))
            .filter(each -> !policy.perLabel() || each.branchLabels().isEmpty())
            .sorted(INITIAL_FIRST)
            .toList();
    // A history that the change itself begins may have one base.
    int spared = had.isEmpty() ? 1 : 0;
    for (Revision base : fresh.subList(Math.min(spared, fresh.size()), fresh.size())) {
      if (!added.contains(base.id())) {
        continue;
      }
      String main =
          had.isEmpty()
              ? fresh.getFirst().id()
              : before.bases().stream().filter(after.bases()::contains).findFirst().orElse("");
      boolean joined = !main.isEmpty() && joined(after, base.id(), main);
      findings.add(
          Place.parents(base)
              .fresh(
                  new Found(
                      base.id(),
                      Optional.of(main).filter(id -> !id.isEmpty()),
                      joined,
                      had.isEmpty() && !saysWhich(fresh),
                      before.heads()),
                  joined ? policy.atMost(PAGE, Severity.WARNING) : policy.severity(PAGE),
                  main.isEmpty() ? Optional.empty() : Optional.of(main)));
    }
    return findings;
  }

  /// Whether every end that the base leads to continues the other base, too.
  private static boolean joined(History history, String base, String other) {
    Set<String> ends = history.descendants(base);
    Set<String> others = history.descendants(other);
    return history.heads().stream()
            .filter(head -> head.equals(base) || ends.contains(head))
            .allMatch(others::contains)
        && history.heads().stream().anyMatch(ends::contains);
  }

  /// A second beginning.
  ///
  /// @param main where the history begins already
  /// @param joined whether a merge revision joins both lines
  /// @param either whether it might as well be the true beginning
  /// @param heads those of the base
  public record Found(
      String id, Optional<String> main, boolean joined, boolean either, List<String> heads)
      implements Fact {
    public Found {
      heads = List.copyOf(heads);
    }

    @Override
    public RuleCode code() {
      return RuleCode.SECOND_BASE;
    }

    @Override
    public Prose headline() {
      Prose starts =
          Prose.EMPTY.id(id).text(" revises nothing, so it starts the history a second time");
      if (either && main.isPresent()) {
        return Prose.EMPTY
            .id(main.get())
            .text(" and ")
            .id(id)
            .text(" both revise nothing, and neither says which came first");
      }
      Prose beside = main.map(other -> starts.text(" beside ").id(other)).orElse(starts);
      return joined ? beside : beside.text(" and ends in a head of its own");
    }

    @Override
    public Prose sequel() {
      if (joined) {
        return Prose.STOP.text(
            "A merge revision joins both lines, so upgrades work; make sure that a second beginning is meant.");
      }
      Prose refused =
          Prose.of(": ")
              .code("alembic upgrade head")
              .text(" would refuse")
              .stop()
              .text("Let ")
              .id(id);
      return (heads.size() == 1
              ? refused.text(" revise ").id(heads.getFirst())
              : refused.text(" revise a head"))
          .text(", or label the branch if it is meant.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(id, main, joined);
    }
  }
}
