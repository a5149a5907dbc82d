package dev.retort.rule;

import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.List;

/// Advice of the rules that look at how revisions hang together.
final class GraphAdvice {
  private GraphAdvice() {}

  static List<Advice> of(Finding finding, HistoryChange change) {
    String path = finding.path();
    String at = finding.revision().orElse("");
    return switch (finding.fact()) {
      case SecondHead.Beside fact -> WaysOut.secondHead(fact, change);
      case SecondHead.Undecided fact -> labelled(fact);
      case SecondHead.Several fact -> joined(fact);
      case MissingParent.Found fact -> WaysOut.missingParent(fact);
      case DuplicateRevision.Found fact -> WaysOut.duplicate(fact, path);
      case RevisionCycle.Found fact -> opened(fact);
      case RevisionCycle.EmptyText fact ->
          Advice.one("write `None`", tree -> tree.dependencies(fact.id(), List.of()));
      case SecondBase.Found fact -> WaysOut.secondBase(fact);
      case MissingDependency.Found fact -> WaysOut.missingDependency(fact, at);
      case LabelConflict.Found _ ->
          Advice.one("choose another label", tree -> tree.label(at, "another"));
      case CompetingMerges.Found fact -> WaysOut.competing(fact, change, path);
      case RedundantParent.Twice _ ->
          Advice.one(
              "Write it once",
              tree -> tree.parents(at, tree.after().revision(at).get().downRevisions()));
      case RedundantParent.Below fact ->
          Advice.one("Take ", tree -> tree.replaceParent(at, fact.lower(), List.of()));
      case DependsOnMerge.Found fact -> revisingBoth(fact, at);
      case OtherHistory _, SecondHead.Behind _, SecondHead.Joined _ -> List.of();
      default -> throw Advice.unlisted(finding);
    };
  }

  private static List<Advice> labelled(SecondHead.Undecided fact) {
    return Advice.one(
        "Write the labels as plain text",
        tree -> {
          fact.unread().forEach(id -> tree.label(id, "line_" + id));
          return tree;
        });
  }

  private static List<Advice> joined(SecondHead.Several fact) {
    return fact.forgetful()
        .map(each ->
            Advice.one(
                "let it revise",
                tree ->
                    tree.parents(
                        each.merge(),
                        each.parents(tree.after().revision(each.merge()).get().downRevisions()))))
        .orElse(
            Advice.one("A merge revision over them", tree -> tree.add(Advice.MERGE, fact.heads())));
  }

  private static List<Advice> opened(RevisionCycle.Found fact) {
    return Advice.one(
        fact.formerParents().isPresent() ? "again, as it does on the base" : "Open the circle",
        tree -> tree.parents(fact.at(), fact.formerParents().orElse(WaysOut.outside(tree, fact))));
  }

  private static List<Advice> revisingBoth(DependsOnMerge.Found fact, String at) {
    return Advice.one(
        "Name both in `down_revision`",
        tree -> {
          List<String> all = new ArrayList<>(tree.after().revision(at).get().downRevisions());
          all.add(fact.dependency());
          return tree.parents(at, all);
        });
  }
}
