package dev.retort.rule;

import dev.retort.change.HistoryChange;
import java.util.List;

/// A way for a change to leave a history worse than it was. One rule a file; what it has to say
/// about itself is data that lies beside its code.
///
/// To add one: its own file, this list, and [Rules#all()].
public sealed interface Rule
    permits SecondHead,
        MissingParent,
        DuplicateRevision,
        RevisionCycle,
        SecondBase,
        MissingDependency,
        LabelConflict,
        CompetingMerges,
        RedundantParent,
        DependsOnMerge,
        RemovedRevision,
        RenamedRevision,
        EditedParents,
        InsertedBelow,
        EditedBody,
        NotDecidable,
        SyntaxFault,
        NotARevision,
        IllegalId,
        UnreadableEncoding,
        RevisesDisagrees,
        MissingFunction,
        InventedId,
        ConflictMarkers,
        LongId,
        UnreadableConfiguration,
        MissingLocation,
        UnusedEnvironment,
        NoMetadata,
        MissingImport,
        UnloadedFile,
        UnseenModels,
        HeadsCollide,
        MadeTwice,
        EnumTypeMismatch,
        NeverMade,
        DataLoss,
        LooksLikeRename,
        NotNullWithoutDefault,
        ConcurrentlyInTransaction,
        NameTooLong,
        FrozenDefault,
        DowngradeUnnamedConstraint,
        DowngradeFails,
        DowngradeIncomplete,
        DowngradeEmpty,
        CastNeedsUsing,
        IncomparableKey,
        CoveredIndex,
        AlterOutsideBatch,
        SchemaNotFollowed,
        LocksTheTable,
        SharedHead {

  RulePage page();

  /// What the rule finds in one environment. What the change makes worse has the severity that the
  /// policy says; what the base already had is a notice that is not new.
  List<Finding> find(HistoryChange change, Policy policy);
}
