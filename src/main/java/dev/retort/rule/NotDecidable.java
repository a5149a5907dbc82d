package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.alembic.Undecidable;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT301: a name whose value only running the file would tell.
public final class NotDecidable implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.NOT_DECIDABLE,
          "not decidable",
          Severity.WARNING,
          "The value of `revision`, `down_revision`, `branch_labels` or `depends_on` is computed at run time.",
          """
          Retort never runs the Python of a repository, so it cannot know what a call, a loop or \
          a look-up would yield. Whatever hangs on that revision cannot be judged, and the check \
          says neutral instead of success. Alembic itself does not mind; people who read the \
          file do.\
          """,
          """
          revision = make_id("add name")
          down_revision = previous()
          """,
          """
          Write the values as plain strings, as Alembic's own template does.\
          """,
          """
          Safe as long as the written value is the one that was computed.\
          """,
          List.of());

  /// How the reader begins the reason of a doubt about an import.
  private static final String UNPROVIDED = "nothing in the repository provides or declares";

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Set<String> had = new HashSet<>();
    change.before().undecidable().forEach(each -> had.add(each.path() + '\0' + each.name()));
    Set<String> modules = new HashSet<>();
    List<Finding> findings = new ArrayList<>();
    for (Undecidable each : onePerLine(change.after().undecidable())) {
      Place place = Place.line(each.path(), each.line());
      boolean unprovided = each.reason().startsWith(UNPROVIDED);
      if (unprovided && !modules.add(each.reason())) {
        continue;
      }
      String message = unprovided ? importing(each) : computed(each);
      findings.add(
          had.contains(each.path() + '\0' + each.name())
              ? place.inherited(PAGE.code(), Optional.empty(), message)
              : place.fresh(PAGE.code(), policy.severity(PAGE), Optional.empty(), message));
    }
    return findings;
  }

  private static String computed(Undecidable each) {
    return (each.name().equals("*") ? "What this file declares" : Words.id(each.name()))
        + " cannot be known without running the file: "
        + each.reason()
        + ". Write "
        + (each.name().equals("*") ? "the four names" : "it")
        + " as plain text.";
  }

  /// The names are plain; it is the import of which nobody knows whether it works.
  private static String importing(Undecidable each) {
    return "Whether this file loads cannot be known: "
        + each.reason()
        + "; where it is not installed, Alembic cannot load the file. Declare it, for example in"
        + " `requirements.txt`.";
  }

  /// A name that is not known explains a doubt about the whole file on the same line.
  private static List<Undecidable> onePerLine(List<Undecidable> all) {
    Set<String> named = new HashSet<>();
    all.stream()
        .filter(each -> !each.name().equals("*"))
        .forEach(each -> named.add(each.path() + '\0' + each.line()));
    return all.stream()
        .filter(
            each -> !each.name().equals("*") || !named.contains(each.path() + '\0' + each.line()))
        .toList();
  }
}
