package dev.retort.rule;

import java.util.List;

/// Advice of the rules that look at what a change does to revisions of the base.
final class HistoryAdvice {
  private HistoryAdvice() {}

  static List<Advice> of(Finding finding) {
    return switch (finding.fact()) {
      case RemovedRevision.Found fact -> removed(fact);
      case RenamedRevision.Found fact -> renamed(fact);
      case EditedParents.Found fact -> editedParents(fact);
      case InsertedBelow.Found fact -> inserted(fact);
      case EditedBody.Found fact ->
          Advice.one(
              "do it in a new revision",
              tree -> Advice.restored(tree, fact.ids()).add(Advice.OWN_ID, tree.after().heads()));
      default -> throw Advice.unlisted(finding);
    };
  }

  private static List<Advice> removed(RemovedRevision.Found fact) {
    return List.of(
        new Advice("Restore ", tree -> again(tree, fact)),
        new Advice(
            ", or undo its work in a new revision on top",
            tree -> {
              again(tree, fact);
              return tree.add(Advice.OWN_ID, fact.beginning().map(List::of).orElse(tree.heads()));
            }));
  }

  private static EditedTree again(EditedTree tree, RemovedRevision.Found fact) {
    fact.beginning().ifPresent(id -> tree.parents(id, tree.judged().before().heads()));
    return Advice.restored(tree, fact.ids());
  }

  private static List<Advice> renamed(RenamedRevision.Found fact) {
    return Advice.one(
        fact.children().isEmpty() ? "Give it its id back" : "revise that again",
        tree -> {
          fact.children()
              .forEach(child -> tree.replaceParent(child, fact.is(), List.of(fact.was())));
          return tree.restoreRevision(fact.was());
        });
  }

  private static List<Advice> editedParents(EditedParents.Found fact) {
    return switch (fact.outcome()) {
      case EditedParents.Outcome.Repaired _ -> List.of();
      case EditedParents.Outcome.Picked _ ->
          Advice.one("keep the base branch's file", tree -> tree.restoreRevision(fact.id()));
      case EditedParents.Outcome.RunAgain _,
          EditedParents.Outcome.NeverRun _,
          EditedParents.Outcome.Disagreement _ ->
          Advice.one(
              "Put ",
              tree -> tree.parents(fact.id(), fact.were()).add(Advice.OWN_ID, tree.heads()));
    };
  }

  private static List<Advice> inserted(InsertedBelow.Found fact) {
    return Advice.one(
        "revise the head",
        tree -> {
          List<String> were = tree.judged().before().revision(fact.upper()).get().downRevisions();
          return fact.computed()
              ? tree.parents(fact.inserted(), tree.heads())
              : tree.parents(fact.inserted(), tree.heads()).parents(fact.upper(), were);
        });
  }
}
