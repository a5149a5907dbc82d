package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT110: a merge that is none, because it was written with `depends_on`.
public final class DependsOnMerge implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.DEPENDS_ON_MERGE,
          "merge written with depends_on alone",
          Severity.FAILURE,
          "A revision names the head of another line in `depends_on`, but not in `down_revision`.",
          """
          `depends_on` only says what has to run first. The revision that it names stays a head, \
          so `upgrade head` still finds several, although every one of them would be applied by \
          `upgrade heads`. Written by hand as a merge, it looks right in review and joins \
          nothing.\
          """,
          """
          revision = "9d10"
          down_revision = "20f4"
          depends_on = "7c08"   # meant to merge 7c08
          """,
          """
          Write both as parents: `down_revision = ("20f4", "7c08")`, and remove the dependency.\
          """,
          """
          Safe: a database that has run both lines and this revision ends up at the same place.\
          """,
          List.of(
              "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Set<String> changed = new HashSet<>(change.addedIds());
    change.reparented().forEach(pair -> changed.add(pair.after().id()));
    History after = change.after();
    List<Finding> findings = new ArrayList<>();
    for (Revision revision : after.revisions()) {
      if (!changed.contains(revision.id())) {
        continue;
      }
      for (String dependency : revision.dependsOn()) {
        Optional<Revision> head = after.revision(dependency).filter(after::isHead);
        if (head.isEmpty() || meant(after, revision, head.get(), policy)) {
          continue;
        }
        findings.add(
            Place.dependencies(revision)
                .fresh(new Found(revision.id(), dependency), policy.severity(PAGE), dependency));
      }
    }
    return findings;
  }

  /// Branches that are apart on purpose have labels of their own.
  private static boolean meant(History history, Revision revision, Revision head, Policy policy) {
    return history.heads().size() <= policy.headsAllowed()
        || (policy.perLabel() && !history.labels(revision.id()).equals(history.labels(head.id())));
  }

  /// A revision that depends on a head.
  public record Found(String id, String dependency) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.DEPENDS_ON_MERGE;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(id)
          .text(" only depends on ")
          .id(dependency)
          .text(", which stays a head");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": ")
          .code("depends_on")
          .text(" joins no branches, and ")
          .code("alembic upgrade head")
          .text(" would refuse")
          .stop()
          .text("Name both in ")
          .code("down_revision")
          .text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(id, dependency);
    }
  }
}
