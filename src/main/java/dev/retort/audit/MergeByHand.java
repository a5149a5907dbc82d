package dev.retort.audit;

import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.audit.Structure.Reference;
import dev.retort.rule.Prose;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// A merge revision that does not merge, merges what is merged already, or names too much.
final class MergeByHand implements CauseFinder {
  @Override
  public List<Cause> read(CauseClues clues) {
    Structure structure = clues.structure();
    return Stream.of(
            causes(
                Kind.DEPENDS_ONLY_MERGE,
                structure.merges().dependsOnly(),
                each ->
                    from(each, clues)
                        .text(" depends on ")
                        .id(each.to())
                        .text(" and does not revise it, so ")
                        .id(each.to())
                        .text(" stays a head."),
                clues),
            causes(
                Kind.RIVAL_MERGES,
                structure.merges().rivals(),
                each -> from(each, clues).text(" merges the same as ").id(each.to()).text(" does."),
                clues),
            causes(
                Kind.REDUNDANT_PARENT,
                structure.merges().redundantParents(),
                each ->
                    from(each, clues)
                        .text(" names ")
                        .id(each.to())
                        .text(
                            ", which its other parents contain; mostly the merged branch was"
                                + " re-pointed before."),
                clues))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Cause> causes(
      Kind kind, List<Reference> references, Function<Reference, Prose> text, CauseClues clues) {
    return references.stream()
        .map(each ->
            new Cause(
                kind, List.of(Evidence.of(text.apply(each), clues.past().added(each.path())))))
        .toList();
  }

  private static Prose from(Reference reference, CauseClues clues) {
    return Prose.EMPTY.id(reference.from()).then(clues.origin(reference.path()));
  }
}
