package dev.retort.rule;

import dev.retort.alembic.Counted;
import dev.retort.alembic.History;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Commutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RT101: the change leaves the history with more heads than it had.
public final class SecondHead implements Rule {
  static final RulePage PAGE =
      new RulePage(
          RuleCode.SECOND_HEAD,
          "second head",
          Severity.FAILURE,
          "The history would end in more heads than before: two revisions continue the same one.",
          """
          Alembic's `upgrade head` wants exactly one end. With two it stops before it touches the database, so the \
          next deployment fails, and so does every colleague who pulls. It mostly happens when two people create a \
          revision on the same day: each is right alone, and git merges both without a conflict, because they are \
          two different files.\
          """,
          """
          # on the base branch, merged this morning
          revision = "5a31"
          down_revision = "20f4"

          # in the pull request, created yesterday
          revision = "7c08"
          down_revision = "20f4"   # 20f4 is not the head any more
          """,
          """
          Let the lowest revision that only the pull request has continue the head: change its `down_revision` (and \
          the `Revises:` line of its docstring) to the base's head. Where databases may already have run both \
          branches, leave them as they are and add a merge revision that revises both heads. If both ends are \
          meant, give the new branch a label with `branch_labels`.\
          """,
          """
          Re-pointing is safe as long as the revision exists only in the pull request: a database that has not run it \
          simply runs it later. A developer's own database that has run it at its old place may need \
          `alembic stamp`. A merge revision is safe everywhere.\
          """,
          List.of(
              "Multiple head revisions are present for given argument 'head'; please specify a specific target "
                  + "revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
              "Multiple heads are present; please specify the head revision on which the new revision should be "
                  + "based, or perform a merge.",
              "The script directory has multiple heads (due to branching).Please use get_heads(), or merge the "
                  + "branches using alembic merge."));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    HeadCount counted = HeadCount.of(change, policy);
    OpenLabels open = OpenLabels.of(change, policy);
    List<Finding> findings = new ArrayList<>();
    open.heads().stream()
        .findFirst()
        .flatMap(change.after()::revision)
        .ifPresent(head ->
            findings.add(
                Place.id(head)
                    .fresh(
                        new Undecided(change.after().heads(), open.unread()),
                        policy.atMost(PAGE, Severity.WARNING))));
    for (HeadCount.Offshoot offshoot : counted.extra()) {
      boolean undecided =
          open.heads().contains(offshoot.head()) || open.heads().contains(offshoot.counterpart());
      if (!undecided) {
        findings.add(
            Place.parents(offshoot.leaves())
                .fresh(beside(change, offshoot), policy.severity(PAGE), offshoot.counterpart()));
      }
    }
    for (HeadCount.Offshoot offshoot : counted.unsure()) {
      findings.add(doubt(offshoot, Behind.of(change.after(), offshoot), policy));
    }
    counted
        .joining()
        .ifPresent(each ->
            findings.add(
                doubt(each.offshoots().getFirst(), new Joined(each.heads(), each.path()), policy)));
    // Where a file of the base cannot be read, what it continues only seems to be an end.
    var old = change.before().files();
    boolean readInFull = old.stream().allMatch(file -> file.revision().isPresent());
    if (!counted.inherited().isEmpty()
        && readInFull
        && !OpenLabels.concern(counted.inherited(), change.after(), policy)) {
      String last = counted.inherited().getLast();
      change
          .after()
          .revision(last)
          .ifPresent(head ->
              findings.add(
                  Place.parents(head)
                      .inherited(
                          new Several(
                              counted.inherited(),
                              ForgottenHeads.of(change, counted.inherited(), policy)),
                          Optional.of(counted.inherited().getFirst()))));
    }
    return findings;
  }

  private static Finding doubt(HeadCount.Offshoot offshoot, Fact fact, Policy policy) {
    return Place.parents(offshoot.leaves()).fresh(fact, policy.atMost(PAGE, Severity.WARNING));
  }

  private static Beside beside(HistoryChange change, HeadCount.Offshoot offshoot) {
    History after = change.after();
    return new Beside(
        offshoot.leaves().id(),
        offshoot.head(),
        offshoot.counterpart(),
        OffshootShape.of(after, offshoot),
        offshoot.leaves().downRevisions(),
        after.heads(),
        offshoot.rivals(),
        SideBySide.of(change, offshoot));
  }

  /// An offshoot that ends in a head too many.
  ///
  /// @param leaves the revision where it leaves the rest
  /// @param head its end
  /// @param counterpart the head that it should continue
  /// @param parents of the revision where it leaves the rest
  /// @param heads all that the history would have
  /// @param rivals other heads that it may as well continue
  /// @param commutation whether the two sides may run in either order, where both do something
  public record Beside(
      String leaves,
      String head,
      String counterpart,
      OffshootShape shape,
      List<String> parents,
      List<String> heads,
      List<String> rivals,
      Optional<Commutation> commutation)
      implements Fact {
    public Beside {
      boolean free = shape == OffshootShape.FORKS || shape == OffshootShape.ROOTLESS;
      rivals = free ? List.copyOf(rivals) : List.of();
      parents = List.copyOf(parents);
      heads = List.copyOf(heads);
    }

    @Override
    public RuleCode code() {
      return RuleCode.SECOND_HEAD;
    }

    @Override
    public Prose headline() {
      return switch (shape) {
        case BARED ->
            Prose.EMPTY
                .id(leaves)
                .text(" becomes a second head beside ")
                .id(counterpart)
                .text(", because what revised it is gone");
        case CUT_OFF ->
            Prose.EMPTY
                .id(leaves)
                .text(" no longer revises ")
                .id(head)
                .text(", which becomes a second head beside ")
                .id(counterpart);
        case ROOTLESS ->
            Prose.EMPTY
                .id(leaves)
                .text(" revises nothing, so it starts a branch of its own beside ")
                .id(counterpart);
        case ENDS_BESIDE -> Prose.EMPTY.id(head).text(" ends the history beside ").id(counterpart);
        case FORKS ->
            Prose.EMPTY
                .id(leaves)
                .text(" revises ")
                .ids(parents)
                .text(", but the history already continues from there to ")
                .id(counterpart);
      };
    }

    @Override
    public Prose sequel() {
      return sequel(SideBySide.sentence(commutation));
    }

    private Prose sequel(Prose sideBySide) {
      return Prose.of(": the history would have " + Counted.of(heads.size(), "head", "heads"))
          .text(" (")
          .ids(heads)
          .text("), and ")
          .code("alembic upgrade head")
          .text(" would refuse")
          .stop()
          .then(next())
          .then(sideBySide);
    }

    @Override
    public Prose formerMessage() {
      return headline().then(sequel(SideBySide.formerSentence(commutation)));
    }

    private Prose next() {
      if (!rivals.isEmpty()) {
        return Prose.of("Let ")
            .id(leaves)
            .text(" revise the head of the branch that it belongs to, ")
            .id(counterpart)
            .text(" or ")
            .few(rivals)
            .text("; or give it a branch label of its own.");
      }
      return switch (shape) {
        case BARED ->
            Prose.of("Restore the revision that followed ")
                .id(leaves)
                .text(", or add a merge revision over both heads.");
        case CUT_OFF -> Prose.of("Give ").id(leaves).text(" its parent back.");
        case ROOTLESS -> Prose.of("Let ").id(leaves).text(" revise ").id(counterpart).text(".");
        case ENDS_BESIDE -> Prose.of("Join the heads with a merge revision.");
        case FORKS ->
            Prose.of("Let ")
                .id(leaves)
                .text(" revise ")
                .id(counterpart)
                .text(", or join the heads with a merge revision.");
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(
          leaves, head, shape, parents, commutation.map(each -> each.getClass().getSimpleName()));
    }
  }

  /// A branch that begins on what a file may declare that could not be read.
  ///
  /// @param leaves the revision with which it begins
  /// @param parents of that
  /// @param path of the file
  public record Behind(String leaves, List<String> parents, String path) implements Fact {
    public Behind {
      parents = List.copyOf(parents);
    }

    static Behind of(History after, HeadCount.Offshoot offshoot) {
      List<String> parents = offshoot.leaves().downRevisions();
      String path = UnreadFile.likeliest(after, parents);
      return new Behind(offshoot.leaves().id(), parents, path);
    }

    @Override
    public RuleCode code() {
      return RuleCode.SECOND_HEAD;
    }

    @Override
    public Prose headline() {
      return Prose.of("Whether ").id(leaves).text(" begins a second head is not decidable");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": it revises ")
          .ids(parents)
          .text(", which ")
          .path(path)
          .text(" may declare, and that file could not be read.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(leaves, parents);
    }
  }

  /// Heads that a file of the same change may merge, of which nobody knows what it revises.
  ///
  /// @param path of the file
  public record Joined(List<String> heads, String path) implements Fact {
    public Joined {
      heads = List.copyOf(heads);
    }

    @Override
    public RuleCode code() {
      return RuleCode.SECOND_HEAD;
    }

    @Override
    public Prose headline() {
      return Prose.of("Whether ").ids(heads).text(" stay several heads is not decidable");
    }

    @Override
    public Prose sequel() {
      return Prose.EMPTY
          .text(": ")
          .path(path)
          .text(" may join them, and could not be read in full.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(heads, path);
    }
  }

  /// Heads of which nobody knows whether they are meant.
  ///
  /// @param unread the revisions whose labels cannot be read
  public record Undecided(List<String> heads, List<String> unread) implements Fact {
    public Undecided {
      heads = List.copyOf(heads);
      unread = List.copyOf(unread);
    }

    @Override
    public RuleCode code() {
      return RuleCode.SECOND_HEAD;
    }

    @Override
    public Prose headline() {
      return Prose.of("Whether ").ids(heads).text(" are all meant to be heads is not decidable");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": the branch labels of ")
          .ids(unread)
          .text(" cannot be read without running the file")
          .stop()
          .text("If one of these heads is not a branch of its own, ")
          .code("alembic upgrade head")
          .text(" will refuse")
          .stop()
          .text("Write the labels as plain text.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(heads, unread);
    }
  }

  /// Heads that the base has beyond what is meant.
  ///
  /// @param forgetful a merge revision of the change that is one of them
  public record Several(List<String> heads, Optional<ForgottenHeads> forgetful) implements Fact {
    public Several {
      heads = List.copyOf(heads);
    }

    @Override
    public RuleCode code() {
      return RuleCode.SECOND_HEAD;
    }

    @Override
    public Prose headline() {
      // Which they are changes with what lands; that there is more than one does not.
      return Prose.of("the history has more than one head (as it would land, ")
          .ids(heads)
          .text(")");
    }

    @Override
    public Prose sequel() {
      return forgetful
          .map(each -> Prose.STOP.then(each.advice()))
          .orElse(Prose.STOP.text("A merge revision over them would join it again."));
    }

    @Override
    public List<String> identity() {
      return Identity.of(heads);
    }
  }
}
