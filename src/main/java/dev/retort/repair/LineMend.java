package dev.retort.repair;

import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import dev.retort.repair.FileEdit.Replacement;
import dev.retort.rule.Finding;
import dev.retort.schema.Replay;
import java.util.List;
import java.util.Set;

/// One way to mend what a finding points at in a line or two of a new migration. None is trusted
/// before the mended file is read again.
///
/// To add one: its own file, this list, and [LineMends].
sealed interface LineMend
    permits TolerantDrop, NamedConstraint, TextDefault, ExistingType, AutocommitBlock {
  /// The rules whose findings it may mend.
  Set<RuleCode> codes();

  /// @param step of the finding's revision
  /// @return the edits; none where it does not fit
  List<Replacement> edits(
      HistoryChange change, Replay.Step step, MigrationSource source, Finding finding);
}
