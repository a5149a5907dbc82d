package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a repair does, and why it is believed.
///
/// @param what it does, at most a few of many things, beginning with a large letter
/// @param reasons what speaks for it beside the graph, one clause each, none left out
/// @param note what people may want to do themselves then
public record Summary(Prose what, List<Prose> reasons, Optional<Prose> note) {
  private static final int MOST = 3;

  public Summary {
    reasons = List.copyOf(reasons);
  }

  /// One that needs no reasons.
  public static Summary of(Prose what) {
    return new Summary(what, List.of(), Optional.empty());
  }

  public static Summary of(Draft draft) {
    List<Prose> parts = parts(draft);
    Prose line = Prose.EMPTY.few(parts, MOST, ", ", Prose::then);
    Optional<Prose> note =
        draft.edits().values().stream().anyMatch(RevisionEdit::changesParents)
            ? Numbering.of(draft.change().after())
                .flatMap(numbering -> numbering.note(draft.edits().values()))
            : Optional.empty();
    return new Summary(line.capitalized(), draft.evidence(), note);
  }

  /// The same, of a repair that leaves something failing.
  ///
  /// @param codes of the rules that still fail then
  Summary leaving(Collection<RuleCode> codes) {
    if (codes.isEmpty()) {
      return this;
    }
    Prose left =
        Prose.EMPTY
            .few(codes, (said, code) -> said.text(code.toString()))
            .text(codes.size() == 1 ? " still fails then" : " still fail then");
    return new Summary(
        what, reasons, Optional.of(note.map(said -> said.text("; ").then(left)).orElse(left)));
  }

  private static List<Prose> parts(Draft draft) {
    List<Prose> parts = new ArrayList<>();
    draft
        .puts()
        .values()
        .forEach(file ->
            parts.add(
                Prose.of("restore ")
                    .then(
                        file.revision()
                            .map(each -> Prose.EMPTY.id(each.id()))
                            .orElse(Prose.of("a file")))));
    Set<String> idle =
        draft.change().after().revisions().stream()
            .filter(each -> each.bodies().idle())
            .map(Revision::path)
            .collect(Collectors.toSet());
    draft
        .removes()
        .forEach(path ->
            parts.add(Prose.of(idle.contains(path) ? "remove the empty " : "remove ").path(path)));
    for (RevisionEdit edit : draft.edits().values()) {
      if (edit.changesId()) {
        parts.add(Prose.of("give ").path(edit.was().path()).text(" the id ").id(edit.id()));
      }
      if (edit.changesDependsOn() && !edit.changesParents()) {
        parts.add(let(edit, " depend on ", edit.dependsOn()));
      }
      if (edit.changesParents()) {
        parts.add(let(edit, " revise ", edit.parents()));
      }
    }
    draft
        .adds()
        .ifPresent(
            added -> parts.add(Prose.of("add a merge revision over ").few(added.downRevisions())));
    return parts;
  }

  private static Prose let(RevisionEdit edit, String does, List<String> ids) {
    Prose let = Prose.of("let ").id(edit.id()).text(does);
    return ids.isEmpty() ? let.text("nothing") : let.few(ids);
  }

  /// All of it on one line: what it does, and the first reasons.
  public Prose line() {
    List<Prose> remarks = new ArrayList<>(reasons);
    note.ifPresent(remarks::add);
    if (remarks.size() > MOST) {
      int more = remarks.size() - MOST;
      remarks = new ArrayList<>(remarks.subList(0, MOST));
      remarks.add(Prose.of("and " + more + " more"));
    }
    return remarks.isEmpty() || what.pieces().isEmpty()
        ? what
        : what.text(" (").then(Prose.joined(remarks, "; ")).text(")");
  }
}
