package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import java.util.List;

/// A thing that a rule found, as values: ids, paths, counts. Whoever tells of it makes the words
/// from these; nobody reads them out of a sentence.
///
/// One record for each shape that a rule's findings have, in the rule's own file, or in a file of
/// its own where two rules share it; this list names them all.
public sealed interface Fact
    permits SecondHead.Beside,
        SecondHead.Undecided,
        SecondHead.Behind,
        SecondHead.Joined,
        SecondHead.Several,
        MissingParent.Found,
        OtherHistory,
        DuplicateRevision.Found,
        RevisionCycle.Found,
        RevisionCycle.EmptyText,
        SecondBase.Found,
        MissingDependency.Found,
        LabelConflict.Found,
        CompetingMerges.Found,
        RedundantParent.Twice,
        RedundantParent.Below,
        DependsOnMerge.Found,
        RemovedRevision.Found,
        RenamedRevision.Found,
        EditedParents.Found,
        InsertedBelow.Found,
        EditedBody.Found,
        NotDecidable.OrderedByGit,
        NotDecidable.Computed,
        NotDecidable.Untraced,
        NotDecidable.Importing,
        NotDecidable.NotRead,
        NotDecidable.LeftUnread,
        SyntaxFault.Found,
        NotARevision.Found,
        IllegalId.Found,
        UnreadableEncoding.Found,
        RevisesDisagrees.Found,
        MissingFunction.Found,
        ConflictMarkers.Found,
        MissingFunction.OnlyUp,
        InventedId.Found,
        LongId.Found,
        UnreadableConfiguration.Found,
        UnreadableConfiguration.InSettings,
        MissingLocation.Found,
        UnusedEnvironment.Found,
        NoMetadata.Found,
        MissingImport.Found,
        MissingImport.InRevisions,
        UnloadedFile.Found,
        UnseenModels.Found,
        HeadsCollide.Found,
        MadeTwice.Found,
        EnumTypeMismatch.Twice,
        EnumTypeMismatch.NoType,
        NeverMade.Refused,
        NeverMade.Elsewhere,
        LooksLikeRename.Found,
        NotNullWithoutDefault.Found,
        ConcurrentlyInTransaction.Found,
        NameTooLong.Found,
        FrozenDefault.Found,
        DowngradeUnnamedConstraint.Found,
        DowngradeFails.Found,
        DowngradeIncomplete.Found,
        DowngradeEmpty.Found,
        CoveredIndex.Found,
        SchemaNotFollowed.Found,
        LocksTheTable.Found,
        DataLoss.Found,
        CastNeedsUsing.Found,
        IncomparableKey.Found,
        AlterOutsideBatch.Found,
        SharedHead.Found {
  RuleCode code();

  /// What is wrong, as one clause without a full stop, for a line that has no room for more.
  Prose headline();

  /// What follows the headline, from its punctuation on: what comes of it, and what to do next.
  Prose sequel();

  /// What is wrong and what to do next, in whole sentences.
  default Prose message() {
    return headline().then(sequel());
  }

  /// The message as it was when acceptances were recognised by it: whoever makes a message better
  /// keeps the words of then here, so that these still hold.
  default Prose formerMessage() {
    return message();
  }

  /// The values that make it the same fact after another push, beside its code, its file, its
  /// revision and its counterpart: neither words nor lines.
  List<String> identity();

  /// The words that were the identity when acceptances were stored by them; none for a fact that
  /// never had any.
  default List<Prose> formerIdentity() {
    return List.of();
  }
}
