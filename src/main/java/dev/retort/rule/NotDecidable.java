package dev.retort.rule;

import dev.retort.alembic.DeadEnd;
import dev.retort.alembic.History;
import dev.retort.alembic.ReadingLimit;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.alembic.Undecidable;
import dev.retort.change.HistoryChange;
import dev.retort.python.Doubt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT301: a name whose value only running the file would tell.
public final class NotDecidable implements Rule {
  /// What a reader says of a star import, which is no value to be written out.
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
    unread(change, policy).ifPresent(findings::add);
    ordered(change, policy).ifPresent(findings::add);
    for (Undecidable each : onePerLine(change.after().undecidable())) {
      if (each.isBeyondTheLimit() || each.isOrderedByGit()) {
        continue;
      }
      Place place = Place.line(each.path(), each.line());
      if (each.cause() instanceof Undecidable.Cause.Unprovided(String module)
          && !modules.add(module)) {
        continue;
      }
      Fact fact = fact(each.name(), each.cause());
      findings.add(
          had.contains(each.path() + '\0' + each.name())
              ? place.inherited(fact)
              : place.fresh(fact, policy.severity(PAGE)));
    }
    return findings;
  }

  static Fact fact(String name, Undecidable.Cause cause) {
    return switch (cause) {
      case Undecidable.Cause.Computed(Doubt doubt) -> new Computed(name, doubt);
      case Undecidable.Cause.Untraced(Doubt doubt, DeadEnd end) -> new Untraced(name, doubt, end);
      case Undecidable.Cause.Unprovided(String module) -> new Importing(module);
      case Undecidable.Cause.OrderedByGit _ -> new OrderedByGit(1);
      case Undecidable.Cause.BeyondTheLimit _ -> new LeftUnread(List.of(), 0);
      case Undecidable.Cause.NotRead(Undecidable.Obstacle obstacle) -> new NotRead(obstacle);
    };
  }

  /// One for all revisions that are left to the tool.
  private static Optional<Finding> ordered(HistoryChange change, Policy policy) {
    List<Undecidable> ordered =
        change.after().undecidable().stream().filter(Undecidable::isOrderedByGit).toList();
    return ordered.stream()
        .findFirst()
        .map(each ->
            Place.line(each.path(), each.line())
                .fresh(new OrderedByGit(ordered.size()), policy.atMost(PAGE, Severity.NOTICE)));
  }

  /// One for all files that were left unread. That fails where the change brings it about: what it
  /// holds nobody has seen.
  private static Optional<Finding> unread(HistoryChange change, Policy policy) {
    List<String> paths = unread(change.after());
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    Place place = Place.line(paths.getFirst(), 1);
    Fact fact = new LeftUnread(paths, change.after().files().size());
    return Optional.of(
        unread(change.before()).isEmpty()
            ? place.fresh(fact, policy.severities().getOrDefault(PAGE.code(), Severity.FAILURE))
            : place.inherited(fact));
  }

  private static List<String> unread(History history) {
    return history.undecidable().stream()
        .filter(Undecidable::isBeyondTheLimit)
        .map(Undecidable::path)
        .toList();
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

  /// Revisions that a tool of the project lines up by git's history.
  ///
  /// @param count of them
  public record OrderedByGit(int count) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NOT_DECIDABLE;
    }

    @Override
    public Prose headline() {
      return Prose.of(
          (count == 1 ? "One revision gets its parent" : count + " revisions get their parents")
              + " from alembic-git-revisions");
    }

    @Override
    public Prose sequel() {
      return Prose.of(
          ", which asks git's history; that is not at hand here, so their order is left to it.");
    }

    @Override
    public List<String> identity() {
      return Identity.of("ordered by git");
    }
  }

  /// A value that only running the file would tell.
  ///
  /// @param name of the variable; `*` for the whole file
  /// @param doubt what stands in the way
  public record Computed(String name, Doubt doubt) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NOT_DECIDABLE;
    }

    @Override
    public Prose headline() {
      return headline(name);
    }

    private static Prose headline(String name) {
      Prose what = name.equals("*") ? Prose.of("What this file declares") : Prose.EMPTY.code(name);
      return what.text(" cannot be known without running the file");
    }

    @Override
    public Prose sequel() {
      return sequel(name, PythonWords.of(doubt), "Write it as plain text.");
    }

    /// @param next what to do about a name; nobody can do but one thing about a whole file
    private static Prose sequel(String name, Prose reason, String next) {
      return Prose.of(": ")
          .then(reason)
          .stop()
          .text(name.equals("*") ? "Write the four names as plain text." : next);
    }

    @Override
    public List<String> identity() {
      return Identity.of(name, doubt);
    }

    @Override
    public List<Prose> formerIdentity() {
      return List.of(Prose.of(name), PythonWords.of(doubt));
    }
  }

  /// A value that was followed to other files in vain.
  ///
  /// @param doubt what stands in the way in the file itself
  public record Untraced(String name, Doubt doubt, DeadEnd end) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NOT_DECIDABLE;
    }

    @Override
    public Prose headline() {
      return formerly().headline();
    }

    @Override
    public Prose sequel() {
      return sequel(UndecidableWords.reason(end), end.isStar());
    }

    /// It told the reason in the file itself, where a star import was one.
    @Override
    public Prose formerMessage() {
      boolean star = end instanceof DeadEnd.ForeignStar || end instanceof DeadEnd.NotExported;
      return headline().then(sequel(PythonWords.of(doubt), star));
    }

    private Prose sequel(Prose why, boolean star) {
      return Computed.sequel(
          name,
          why,
          star ? "Import by name, or before the names are set." : "Write it as plain text.");
    }

    @Override
    public List<String> identity() {
      return formerly().identity();
    }

    @Override
    public List<Prose> formerIdentity() {
      return formerly().formerIdentity();
    }

    private Computed formerly() {
      return new Computed(name, doubt);
    }
  }

  /// An import of which nobody knows whether it works; the names are plain.
  public record Importing(String module) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NOT_DECIDABLE;
    }

    @Override
    public Prose headline() {
      return Prose.of("Whether this file loads cannot be known");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": nothing in the repository provides or declares the module ")
          .code(module)
          .text("; where it is not installed, Alembic cannot load the file")
          .stop()
          .text("Declare it, for example in ")
          .path("requirements.txt")
          .text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(module);
    }
  }

  /// A file whose text is not read.
  public record NotRead(Undecidable.Obstacle obstacle) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NOT_DECIDABLE;
    }

    @Override
    public Prose headline() {
      return Prose.of(
          switch (obstacle) {
            case LFS_POINTER -> "This is a Git LFS pointer, and the file behind it is not read";
            case LINK_OUTSIDE -> "This link leads out of the repository, and is not followed";
            case SUBMODULE -> "This is a submodule, and the revisions in it are not read";
            case COMPILED ->
                "This file is compiled and its source is not here, so nobody can tell what it"
                    + " declares without running it";
          });
    }

    @Override
    public Prose sequel() {
      return Prose.of(
          switch (obstacle) {
            case LFS_POINTER -> "; keep revisions in git itself.";
            case LINK_OUTSIDE -> "; keep the file itself here.";
            case SUBMODULE -> "; keep them in this repository.";
            case COMPILED -> "; add the source.";
          });
    }

    @Override
    public Prose formerMessage() {
      return Computed.headline("*")
          .then(
              Computed.sequel(
                  "*", UndecidableWords.reason(new Undecidable.Cause.NotRead(obstacle)), ""));
    }

    @Override
    public List<String> identity() {
      return Identity.of(obstacle);
    }
  }

  /// Files that were left unread because there is too much to read.
  ///
  /// @param paths of these, in load order
  /// @param all how many files the history has
  public record LeftUnread(List<String> paths, int all) implements Fact {
    public LeftUnread {
      paths = List.copyOf(paths);
    }

    @Override
    public RuleCode code() {
      return RuleCode.NOT_DECIDABLE;
    }

    @Override
    public Prose headline() {
      return Prose.of(
          "%d of the %d files of this history %s not read, because %d MB are read at most"
              .formatted(
                  paths.size(),
                  all,
                  paths.size() == 1 ? "was" : "were",
                  ReadingLimit.MOST_BYTES >> 20));
    }

    @Override
    public Prose sequel() {
      return Prose.of(": ")
          .paths(paths)
          .stop()
          .text("Nothing is said of the graph and the schema")
          .stop()
          .text("Keep data out of migrations, or take old ones away.");
    }

    @Override
    public List<String> identity() {
      return List.of();
    }
  }
}
