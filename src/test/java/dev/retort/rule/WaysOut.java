package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.PastRevisions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Ways out that the rules of the graph name, where there are several.
final class WaysOut {
  private WaysOut() {}

  static List<Advice> secondHead(SecondHead.Beside fact, HistoryChange change) {
    Advice rePoint =
        new Advice(
            "revise `" + fact.counterpart() + "`",
            tree -> tree.parents(fact.leaves(), List.of(fact.counterpart())));
    List<String> ends = List.of(fact.head(), fact.counterpart());
    UnaryOperator<EditedTree> merge = tree -> tree.add(Advice.MERGE, ends);
    if (!fact.rivals().isEmpty()) {
      return List.of(
          new Advice(
              "the branch that it belongs to, `" + fact.counterpart() + "`",
              tree -> tree.parents(fact.leaves(), List.of(fact.counterpart()))),
          new Advice(
              "give it a branch label of its own", tree -> tree.label(fact.leaves(), "own")));
    }
    return switch (fact.shape()) {
      case FORKS -> List.of(rePoint, new Advice("or join the heads with a merge revision", merge));
      case ROOTLESS -> List.of(rePoint);
      case ENDS_BESIDE -> Advice.one("Join the heads with a merge revision", merge);
      case BARED ->
          List.of(
              new Advice(
                  "Restore the revision that followed",
                  tree -> Advice.restored(tree, change.before().children(fact.leaves()))),
              new Advice("or add a merge revision over both heads", merge));
      case CUT_OFF ->
          Advice.one(
              "Give `" + fact.leaves() + "` its parent back",
              tree ->
                  tree.parents(
                      fact.leaves(),
                      change.before().revision(fact.leaves()).get().downRevisions()));
    };
  }

  static List<Advice> missingParent(MissingParent.Found fact) {
    String lost = fact.parents().getFirst();
    return switch (fact.clue()) {
      case MissingParent.Clue.Removed removed ->
          List.of(
              new Advice("Restore that file", tree -> tree.restore(removed.path())),
              new Advice("or let ", tree -> led(tree, fact, removed.parents())));
      case MissingParent.Clue.FileName named ->
          Advice.one("write that id", tree -> led(tree, fact, List.of(named.id())));
      case MissingParent.Clue.FileOfSharedId named ->
          Advice.one(
              "once only one of them has that id, write the one that this file has",
              tree -> {
                tree.id(named.path(), Advice.OWN_ID, false);
                continuing(tree, named.path(), named.id());
                return led(tree, fact, List.of(Advice.OWN_ID));
              });
      case MissingParent.Clue.Elsewhere there ->
          Advice.one(
              "move the file to the others",
              tree -> tree.move(there.path(), Advice.beside(tree, there.path())));
      case MissingParent.Clue.Mistyped meant ->
          Advice.one(
              "Was `" + meant.id() + "` meant?", tree -> led(tree, fact, List.of(meant.id())));
      case MissingParent.Clue.Label label ->
          Advice.one("write `" + label.id() + "`", tree -> led(tree, fact, List.of(label.id())));
      case MissingParent.Clue.Nothing _ ->
          Advice.one("Write `None`", tree -> led(tree, fact, List.of()));
      case MissingParent.Clue.Symbol _ ->
          Advice.one("write the revision's id", tree -> led(tree, fact, tree.heads()));
      case MissingParent.Clue.Formerly other ->
          Advice.one("was that meant?", tree -> led(tree, fact, List.of(other.id())));
      case MissingParent.Clue.InDocstring own ->
          Advice.one("was that meant?", tree -> led(tree, fact, own.parents()));
      case MissingParent.Clue.InGit git
          when git.fate() == PastRevisions.Fate.RENAMED && git.now().isPresent() ->
          Advice.one(
              "write `" + git.now().get() + "`", tree -> led(tree, fact, List.of(git.now().get())));
      case MissingParent.Clue.InGit _ ->
          List.of(
              new Advice(
                  "or revise a revision that exists", tree -> led(tree, fact, others(tree, fact))));
      case MissingParent.Clue.Picked _ ->
          Advice.one(
              "revise what this line ends with", tree -> led(tree, fact, others(tree, fact)));
      case MissingParent.Clue.None _, MissingParent.Clue.OncePointed _ ->
          List.of(
              new Advice("Add the missing file", tree -> tree.add(lost, others(tree, fact))),
              new Advice(
                  "or revise a revision that exists", tree -> led(tree, fact, others(tree, fact))));
    };
  }

  /// What the revisions that miss a parent may come after.
  private static List<String> others(EditedTree tree, MissingParent.Found fact) {
    if (!tree.judged().before().heads().isEmpty()) {
      return tree.judged().before().heads();
    }
    return tree.after().heads().stream()
        .filter(head ->
            fact.children().stream()
                .noneMatch(child -> head.equals(child) || tree.after().isAbove(head, child)))
        .toList();
  }

  private static EditedTree led(EditedTree tree, MissingParent.Found fact, List<String> parents) {
    fact.children().forEach(child -> tree.replaceParent(child, fact.parents().getFirst(), parents));
    return tree;
  }

  static List<Advice> duplicate(DuplicateRevision.Found fact, String path) {
    return switch (fact.remedy()) {
      case DuplicateRevision.Remedy.DeleteEither _ ->
          List.of(
              new Advice("delete one of them", tree -> tree.remove(path)),
              new Advice(
                  "delete one of them",
                  tree -> {
                    fact.others().forEach(tree::remove);
                    return tree;
                  }));
      case DuplicateRevision.Remedy.DeleteRepeat _ ->
          Advice.one("delete this file", tree -> tree.remove(path));
      case DuplicateRevision.Remedy.DeleteThis _ ->
          Advice.one("delete it", tree -> tree.remove(path));
      case DuplicateRevision.Remedy.Rename(List<String> idle) -> {
        List<Advice> ways = new ArrayList<>();
        ways.add(
            new Advice(
                fact.onto().isPresent() ? ", and let it revise" : "an id of its own",
                tree -> {
                  tree.id(path, Advice.OWN_ID, false);
                  fact.onto().ifPresent(head -> continuing(tree, path, head));
                  return tree;
                }));
        if (!idle.isEmpty()) {
          ways.add(
              new Advice(
                  "delete it, or",
                  tree -> {
                    idle.forEach(tree::remove);
                    return tree;
                  }));
        }
        yield ways;
      }
    };
  }

  private static void continuing(EditedTree tree, String path, String parent) {
    tree.rewrite(
        path,
        text ->
            text.replaceFirst("(?m)^down_revision\\b.*$", "down_revision = \"" + parent + "\""));
  }

  static List<String> outside(EditedTree tree, RevisionCycle.Found fact) {
    return tree.after().revisions().stream()
        .map(Revision::id)
        .filter(id ->
            !fact.cycle().ids().contains(id)
                && tree.after().ancestors(id).stream().noneMatch(fact.cycle().ids()::contains))
        .reduce((one, other) -> other)
        .stream()
        .toList();
  }

  static List<Advice> secondBase(SecondBase.Found fact) {
    if (fact.joined()) {
      return List.of();
    }
    return List.of(
        new Advice(
            "Let `" + fact.id() + "` revise",
            tree -> tree.parents(fact.id(), fact.heads().subList(0, 1))),
        new Advice("or label the branch", tree -> tree.label(fact.id(), "of_its_own")));
  }

  static List<Advice> missingDependency(MissingDependency.Found fact, String at) {
    return switch (fact.flaw().hint()) {
      case Flaw.Hint.Near near ->
          Advice.one(
              "did you mean `" + near.id() + "`",
              tree -> tree.dependencies(at, List.of(near.id())));
      case Flaw.Hint.Nothing _ ->
          Advice.one("write `None`", tree -> tree.dependencies(at, List.of()));
      case Flaw.Hint.Symbol _ ->
          Advice.one("write the revision's id", tree -> tree.dependencies(at, below(tree, at)));
      case Flaw.Hint.Label _, Flaw.Hint.None _ ->
          Advice.one("or name another one", tree -> tree.dependencies(at, below(tree, at)));
    };
  }

  private static List<String> below(EditedTree tree, String id) {
    return tree.after().ancestors(id).stream().limit(1).toList();
  }

  static List<Advice> competing(CompetingMerges.Found fact, HistoryChange change, String path) {
    return switch (fact.next()) {
      case JOIN ->
          Advice.one(
              "with a merge revision of their own",
              tree -> tree.add(Advice.MERGE, List.of(fact.ends().own(), fact.ends().other())));
      case REVISE ->
          Advice.one(
              "Let `" + fact.id() + "` revise",
              tree -> tree.parents(fact.id(), List.of(fact.ends().other())));
      case DROP ->
          Advice.one(
              "Drop `" + fact.id() + "`",
              tree -> {
                change
                    .after()
                    .children(fact.id())
                    .forEach(child ->
                        tree.replaceParent(child, fact.id(), List.of(fact.ends().other())));
                return tree.remove(path);
              });
    };
  }
}
