package dev.retort.cli;

import dev.retort.alembic.Counted;
import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.PastRevisions;
import dev.retort.evidence.PastRevisions.Fate;
import dev.retort.evidence.PastRevisions.Lost;
import dev.retort.git.GitHistory;
import dev.retort.git.GitRepository;
import dev.retort.git.WorkingTree;
import dev.retort.report.RepairWords;
import dev.retort.report.RulePages;
import dev.retort.report.Visible;
import dev.retort.rule.LostRevisionWords;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort locate ID`: what became of a revision that a database names and the files lost. Exit
/// code 0 where it is there, 1 where it is not, 2 where the input cannot be used.
public final class LocateCommand implements Command {
  private static final Pattern COMMAND = Pattern.compile("`[^`]*`");
  private static final char UNBROKEN = '\u00a0';
  private static final int MOST_BRANCHES = 5;
  private static final int MOST_IDS = 5;

  /// Alembic, too, takes the beginning of longer ids alone for them.
  private static final int SHORTEST_ABBREVIATED = 4;

  @Override
  public String name() {
    return "locate";
  }

  @Override
  public String summary() {
    return "Says what became of a revision (\"Can't locate revision identified by …\").";
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser
        .addArgument("ID")
        .help("the revision's id, as the database or Alembic names it, or how it begins");
    RepositoryOptions.declare(parser);
    OutputOptions.declare(parser);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    String id = given.getString("ID");
    Seen seen =
        RepositoryOptions.look(
            given,
            err,
            (repository, progress) -> look(repository, progress),
            each -> RepositoryOptions.loadsNothing(each.histories()));
    if (seen.histories().isEmpty()) {
      seen.repository().demandSome(seen.tree());
    }
    List<String> sentences = new ArrayList<>();
    boolean there = here(id, seen.histories(), sentences) || missed(id, seen, sentences);
    for (String sentence : sentences) {
      rows(sentence).forEach(out::println);
    }
    return there ? 0 : 1;
  }

  /// A command stays on one line, to be pasted.
  private static List<String> rows(String sentence) {
    String kept =
        COMMAND
            .matcher(sentence)
            .replaceAll(code -> Matcher.quoteReplacement(code.group().replace(' ', UNBROKEN)));
    return RulePages.wrapped(kept, Screen.width() - 2).stream()
        .map(row -> row.replace(UNBROKEN, ' '))
        .toList();
  }

  private record Seen(List<History> histories, RepositoryOptions repository, Snapshot tree) {}

  private static Seen look(RepositoryOptions repository, Progress progress) {
    progress.doing("looking at files");
    WorkingTree files = repository.workingTree();
    Snapshot tree = files.snapshot();
    repository.demandNamed(tree);
    HistoryReader reader = new HistoryReader(RevisionCache.NONE);
    List<Environment> environments = Environments.discover(tree, repository.request());
    RepositoryOptions.demandListed(files, environments);
    List<History> histories =
        environments.stream().map(environment -> reader.read(tree, environment)).toList();
    progress.doing("asking git's history");
    return new Seen(histories, repository, tree);
  }

  private static boolean here(String id, List<History> histories, List<String> sentences) {
    for (History history : histories) {
      Optional<Revision> revision = history.revision(id);
      if (revision.isPresent()) {
        sentences.add(
            "%s is here: %s:%d."
                .formatted(
                    Visible.line(id, 60),
                    Visible.line(revision.get().path()),
                    revision.get().line()));
        sentences.add(
            "If Alembic cannot locate it, the deployment runs other files than these: an older or"
                + " another branch's build.");
        return true;
      }
    }
    return false;
  }

  /// Tells of an id that no file declares as it was given.
  ///
  /// @return whether it is the beginning of one that is here
  private static boolean missed(String id, Seen seen, List<String> sentences) {
    List<Environment> environments = seen.histories().stream().map(History::environment).toList();
    // Where git refuses, its own words help more than that it knows nothing.
    var _ = GitRepository.find(seen.repository().folder());
    PastRevisions past =
        PastRevisions.of(
            new GitHistory(seen.repository().folder())
                .of(List.of("HEAD"), environments, seen.tree(), true));
    if (lost(id, past, seen, sentences)) {
      return false;
    }
    List<String> whole = beginning(id, past, seen);
    String shown = Visible.line(id, 60);
    if (whole.size() > 1) {
      sentences.add(
          "Several ids begin with %s: %s. Name one of them."
              .formatted(shown, Counted.few(whole, MOST_IDS, each -> Visible.line(each, 60))));
      return false;
    }
    List<String> more = new ArrayList<>();
    if (whole.size() == 1) {
      boolean there = here(whole.getFirst(), seen.histories(), more);
      if (there || lost(whole.getFirst(), past, seen, more)) {
        sentences.add(
            "%s is how %s begins, and no other id."
                .formatted(shown, Visible.line(whole.getFirst(), 60)));
        sentences.addAll(more);
        return there;
      }
    }
    unknown(shown, past.evidence(), sentences);
    return false;
  }

  /// The ids that begin so, those that are here and those that were.
  private static List<String> beginning(String id, PastRevisions past, Seen seen) {
    Stream<String> present =
        seen.histories().stream().flatMap(each -> each.revisions().stream()).map(Revision::id);
    return Stream.concat(present, past.ids().stream())
        .filter(each -> !id.isEmpty() && each.length() >= SHORTEST_ABBREVIATED)
        .filter(each -> each.startsWith(id))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean lost(String id, PastRevisions past, Seen seen, List<String> sentences) {
    for (History history : seen.histories()) {
      Optional<Lost> lost = past.lost(id, history);
      if (lost.isPresent()) {
        tell(lost.get(), history, seen, sentences);
        return true;
      }
    }
    return false;
  }

  private static void unknown(String shown, GitEvidence evidence, List<String> sentences) {
    boolean asked =
        evidence.depth() != GitEvidence.Depth.NONE && evidence.depth() != GitEvidence.Depth.UNASKED;
    sentences.add(
        "No file here declares "
            + shown
            + (asked
                ? ", and git's history knows none that did."
                : ", and no git history could be asked."));
    switch (evidence.depth()) {
      case SHALLOW ->
          sentences.add(
              "This clone is shallow, so older commits are unknown: `git fetch --unshallow`, then"
                  + " ask again.");
      case NONE, UNASKED -> sentences.add("Ask in a clone of the repository.");
      case PARTIAL -> sentences.add("Not all of the history could be read in time.");
      case FULL ->
          sentences.add(
              "Other branches may not be fetched yet: `git fetch --all`, then ask again. Otherwise"
                  + " another repository's migrations, or files that were never committed, have run"
                  + " on that database.");
    }
  }

  private static void tell(Lost lost, History history, Seen seen, List<String> sentences) {
    sentences.add(RepairWords.plain(LostRevisionWords.clause(lost).capitalized()) + ".");
    sentences.add("Its file was " + Visible.line(lost.file().path()) + ".");
    String id = lost.revision().id();
    if (lost.fate() == Fate.RENAMED && lost.now().isPresent()) {
      String now = Visible.line(lost.now().get().id(), 60);
      sentences.add(
          "In its place stands %s (%s).".formatted(now, Visible.line(lost.now().get().path())));
      sentences.add(
          "What to do: on the database that names it, let the table say the new id: UPDATE"
              + " alembic_version SET version_num = '%s' WHERE version_num = '%s'; after you have"
                  .formatted(now, Visible.line(id, 60))
              + " seen that both do the same work.");
      return;
    }
    List<String> branches = branches(lost, seen);
    if (!branches.isEmpty()) {
      sentences.add("It is still on " + String.join(", ", branches) + ".");
    }
    List<String> heirs =
        history.revisions().stream()
            .filter(each -> each.downRevisions().equals(lost.revision().downRevisions()))
            .map(Revision::id)
            .map(each -> Visible.line(each, 60))
            .limit(3)
            .toList();
    if (!heirs.isEmpty()) {
      sentences.add(
          "On the same parent stands " + String.join(", ", heirs) + ", perhaps in its place.");
    }
    sentences.add(todo(lost, branches, git(seen.repository().folder())));
  }

  /// The program as it is typed where people stand: paths are those of the folder that was looked
  /// at.
  private static String git(Path folder) {
    return folder.equals(Path.of(".")) ? "git" : "git -C " + Typed.quoted(folder.toString());
  }

  private static String todo(Lost lost, List<String> branches, String git) {
    String path = Typed.quoted(Visible.line(lost.file().path()));
    String commit = lost.by().shortCommit();
    return switch (lost.fate()) {
      case DELETED ->
          "What to do: bring it back with `%s checkout %s~1 -- %s`, or let `retort fix` plan it; or"
                  .formatted(git, commit, path)
              + " downgrade that database below it from a build that still has the file.";
      case UNCOMMITTED ->
          "What to do: `%s checkout HEAD -- %s` brings it back.".formatted(git, path);
      case LOST_IN_MERGE ->
          "What to do: bring it back with `%s checkout %s -- %s`.".formatted(git, commit, path);
      case ELSEWHERE ->
          "What to do: merge %s, or deploy that branch to that database; to go on without it,"
                  .formatted(branches.isEmpty() ? "that branch" : branches.getFirst())
              + " downgrade the database from there first.";
      case RENAMED -> "What to do: see what the commit made of it.";
    };
  }

  /// Branches whose tip has the lost file.
  private static List<String> branches(Lost lost, Seen seen) {
    return GitRepository.find(seen.repository().folder())
        .map(git -> git.branchesWith(lost.file().path(), lost.revision().blob()))
        .orElse(List.of())
        .stream()
        .map(each -> Visible.line(each, 80))
        .limit(MOST_BRANCHES)
        .toList();
  }
}
