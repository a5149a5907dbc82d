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
  public List<Cause> read(CauseClues inquiry) {
    Structure structure = inquiry.structure();
    return Stream.of(
            causes(
                Kind.DEPENDS_ONLY_MERGE,
                structure.merges().dependsOnly(),
                each ->
                    from(each, inquiry)
                        .text(" depends on ")
                        .id(each.to())
                        .text(" and does not revise it, so ")
                        .id(each.to())
                        .text(" stays a head."),
                inquiry),
            causes(
                Kind.RIVAL_MERGES,
                structure.merges().rivals(),
                each ->
                    from(each, inquiry).text(" merges the same as ").id(each.to()).text(" does."),
                inquiry),
            causes(
                Kind.REDUNDANT_PARENT,
                structure.merges().redundantParents(),
                each ->
                    from(each, inquiry)
                        .text(" names ")
                        .id(each.to())
                        .text(
                            ", which its other parents contain; mostly the merged branch was"
                                + " re-pointed before."),
                inquiry))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Cause> causes(
      Kind kind, List<Reference> references, Function<Reference, Prose> text, CauseClues inquiry) {
    return references.stream()
        .map(each ->
            new Cause(
                kind, List.of(Evidence.of(text.apply(each), inquiry.former().added(each.path())))))
        .toList();
  }

  private static Prose from(Reference reference, CauseClues inquiry) {
    return Prose.EMPTY.id(reference.from()).then(inquiry.origin(reference.path()));
  }
}
