package dev.retort.audit;

import dev.retort.alembic.Quoted;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.audit.Structure.Reference;
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
                structure.dependsOnlyMerges(),
                each ->
                    from(each, inquiry)
                        + " depends on "
                        + code(each.to())
                        + " and does not revise it, so "
                        + code(each.to())
                        + " stays a head.",
                inquiry),
            causes(
                Kind.RIVAL_MERGES,
                structure.rivalMerges(),
                each -> from(each, inquiry) + " merges the same as " + code(each.to()) + " does.",
                inquiry),
            causes(
                Kind.REDUNDANT_PARENT,
                structure.redundantParents(),
                each ->
                    from(each, inquiry)
                        + " names "
                        + code(each.to())
                        + ", which its other parents contain; mostly the merged branch was re-pointed"
                        + " before.",
                inquiry))
        .flatMap(List::stream)
        .toList();
  }

  private static List<Cause> causes(
      Kind kind, List<Reference> references, Function<Reference, String> text, CauseClues inquiry) {
    return references.stream()
        .map(each ->
            new Cause(
                kind, List.of(Evidence.of(text.apply(each), inquiry.former().added(each.path())))))
        .toList();
  }

  private static String from(Reference reference, CauseClues inquiry) {
    return code(reference.from()) + inquiry.origin(reference.path());
  }

  private static String code(String id) {
    return Quoted.code(id);
  }
}
