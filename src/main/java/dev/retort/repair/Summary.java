package dev.retort.repair;

import dev.retort.alembic.Quoted;
import dev.retort.alembic.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a repair does, in one line: ids between backticks, at most a few of many.
public final class Summary {
  private static final int MOST = 3;

  private Summary() {}

  public static String of(Draft draft) {
    List<String> parts = new ArrayList<>();
    draft
        .puts()
        .values()
        .forEach(file ->
            parts.add(
                "restore " + file.revision().map(Revision::id).map(Quoted::code).orElse("a file")));
    Set<String> idle =
        draft.change().after().revisions().stream()
            .filter(each -> each.bodies().idle())
            .map(Revision::path)
            .collect(Collectors.toSet());
    draft
        .removes()
        .forEach(path ->
            parts.add((idle.contains(path) ? "remove the empty " : "remove ") + Quoted.code(path)));
    for (RevisionEdit edit : draft.edits().values()) {
      if (edit.changesId()) {
        parts.add("give " + Quoted.code(edit.was().path()) + " the id " + Quoted.code(edit.id()));
      }
      if (edit.changesDependsOn() && !edit.changesParents()) {
        parts.add(
            "let "
                + Quoted.code(edit.id())
                + " depend on "
                + (edit.dependsOn().isEmpty() ? "nothing" : Quoted.list(edit.dependsOn())));
      }
      if (edit.changesParents()) {
        parts.add(
            "let "
                + Quoted.code(edit.id())
                + " revise "
                + (edit.parents().isEmpty() ? "nothing" : Quoted.list(edit.parents())));
      }
    }
    draft
        .adds()
        .ifPresent(
            added -> parts.add("add a merge revision over " + Quoted.list(added.downRevisions())));
    String line =
        parts.size() <= MOST
            ? String.join(", ", parts)
            : String.join(", ", parts.subList(0, MOST)) + " and " + (parts.size() - MOST) + " more";
    List<String> remarks = new ArrayList<>(draft.evidence());
    if (draft.edits().values().stream().anyMatch(RevisionEdit::changesParents)) {
      Numbering.of(draft.change().after())
          .flatMap(numbering -> numbering.note(draft.edits().values()))
          .ifPresent(remarks::add);
    }
    if (remarks.size() > MOST) {
      int more = remarks.size() - MOST;
      remarks = new ArrayList<>(remarks.subList(0, MOST));
      remarks.add("and " + more + " more");
    }
    String reasons = remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")";
    return line.isEmpty()
        ? line
        : Character.toUpperCase(line.charAt(0)) + line.substring(1) + reasons;
  }
}
