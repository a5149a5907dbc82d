package dev.retort.repair;

import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import dev.retort.repair.FileEdit.Replacement;
import dev.retort.rule.Finding;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT510: `server_default='now()'` becomes `sa.text('now()')`.
record TextDefault() implements LineMend {
  @Override
  public Set<RuleCode> codes() {
    return Set.of(RuleCode.FROZEN_DEFAULT);
  }

  @Override
  public List<Replacement> edits(
      HistoryChange change, Replay.Step step, MigrationSource source, Finding finding) {
    Optional<String> wrapper =
        source
            .bound("sqlalchemy")
            .map(module -> module + ".text")
            .or(() -> source.bound("sqlalchemy.text"));
    List<Replacement> edits = new ArrayList<>();
    for (var call : source.calls()) {
      if (wrapper.isPresent() && source.line(call) == finding.line()) {
        call.keyword("server_default")
            .filter(value ->
                MigrationSource.text(value)
                    .filter(text -> text.equalsIgnoreCase("now()"))
                    .isPresent())
            .ifPresent(value ->
                edits.add(
                    MigrationSource.replacing(
                        value.span(), wrapper.get() + "(" + source.written(value) + ")")));
      }
    }
    return edits;
  }
}
