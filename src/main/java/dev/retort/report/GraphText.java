package dev.retort.report;

import static java.util.stream.Collectors.joining;

import dev.retort.alembic.Counted;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Undecidable;
import dev.retort.alembic.UnreadRevision;
import dev.retort.report.Ink.Tone;
import dev.retort.rule.Finding;
import dev.retort.rule.UndecidableWords;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Histories for a terminal: what each environment is, its picture or its revisions from the heads
/// down, and what is wrong.
public final class GraphText {
  private static final int MOST_FOLDERS = 5;

  private GraphText() {}

  /// With every revision on a line of its own, as `alembic history` lists them.
  public static void list(List<ToldHistory> histories, PrintWriter out) {
    write(histories, false, Ink.PLAIN, out);
  }

  /// With a picture in which straight runs are only counted.
  public static void draw(List<ToldHistory> histories, Ink ink, PrintWriter out) {
    write(histories, true, ink, out);
  }

  private static void write(List<ToldHistory> histories, boolean drawn, Ink ink, PrintWriter out) {
    for (int i = 0; i < histories.size(); i++) {
      if (i > 0) {
        out.println();
      }
      history(histories.get(i), drawn, ink, out);
    }
  }

  private static void history(ToldHistory told, boolean drawn, Ink ink, PrintWriter out) {
    History history = told.history();
    out.print(ink.draw(Tone.BOLD, Visible.line(history.environment().scriptLocation())));
    history
        .environment()
        .config()
        .ifPresent(config -> out.print("  (" + Visible.line(config) + ")"));
    out.println();
    int count = history.revisions().size();
    out.println(
        "  "
            + Counted.of(count, "revision")
            + ", "
            + Counted.of(history.heads().size(), "head")
            + ", "
            + Counted.of(history.bases().size(), "base"));
    if (drawn) {
      TextGraph.of(WholeGraphPicture.of(history), ink).forEach(row -> out.println("    " + row));
    } else {
      headsFirst(history).forEach(revision -> out.println("    " + line(history, revision)));
    }
    unread(history.environment().unread(), out);
    for (Undecidable undecidable : history.undecidable()) {
      out.println(
          "  %s:%d: `%s` cannot be decided: %s"
              .formatted(
                  Visible.line(undecidable.path()),
                  undecidable.line(),
                  undecidable.name(),
                  Visible.line(UndecidableWords.reason(undecidable.cause()).plain())));
    }
    for (Finding problem : told.problems()) {
      out.println(
          "  %s:%d: %s %s: %s"
              .formatted(
                  Visible.line(problem.path()),
                  problem.line(),
                  ink.draw(VerdictText.tone(problem.severity()), problem.severity().word()),
                  problem.code(),
                  Visible.line(problem.fact().message().plain())));
    }
  }

  /// One line for everything that nothing loads.
  private static void unread(List<UnreadRevision> unread, PrintWriter out) {
    if (unread.isEmpty()) {
      return;
    }
    Map<String, Integer> counts = new TreeMap<>();
    unread.forEach(each -> counts.merge(each.folder(), 1, Integer::sum));
    StringBuilder line = new StringBuilder("  ");
    line.append(Counted.of(unread.size(), "migration file")).append(" that nothing loads: ");
    int shown = 0;
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      line.append(shown == 0 ? "" : ", ");
      if (shown++ == MOST_FOLDERS) {
        line.append(counts.size() - MOST_FOLDERS).append(" folders more");
        break;
      }
      line.append(Visible.line(each.getKey())).append(" (").append(each.getValue()).append(')');
    }
    out.println(line);
  }

  /// An empty id is one, and shown as Python writes it.
  private static String id(String id) {
    return id.isEmpty() ? "''" : id;
  }

  private static String line(History history, Revision revision) {
    StringBuilder line = new StringBuilder();
    line.append(
        revision.downRevisions().isEmpty()
            ? "<base>"
            : revision.downRevisions().stream().map(GraphText::id).collect(joining(", ")));
    if (!revision.dependsOn().isEmpty()) {
      line.append(" (")
          .append(revision.dependsOn().stream().map(GraphText::id).collect(joining(", ")))
          .append(')');
    }
    line.append(" -> ").append(id(revision.id()));
    if (!revision.branchLabels().isEmpty()) {
      line.append(" (").append(String.join(", ", revision.labelNames())).append(')');
    }
    if (history.isHead(revision)) {
      line.append(history.isRealHead(revision) ? " (head)" : " (effective head)");
    }
    if (history.isBranchPoint(revision)) {
      line.append(" (branchpoint)");
    }
    if (history.isMergePoint(revision)) {
      line.append(" (mergepoint)");
    }
    if (!revision.docstring().message().isEmpty()) {
      line.append(", ").append(revision.docstring().message());
    }
    return Visible.line(line.toString(), 200);
  }

  /// Children before their parents, one line of descent as far as it goes; what a cycle holds back
  /// comes last, in load order.
  private static List<Revision> headsFirst(History history) {
    Map<String, Integer> waiting = new HashMap<>();
    List<Revision> next = new ArrayList<>();
    for (Revision revision : history.revisions()) {
      waiting.put(revision.id(), history.children(revision.id()).size());
    }
    for (Revision revision : history.revisions().reversed()) {
      if (history.isHead(revision)) {
        next.add(revision);
      }
    }
    List<Revision> order = new ArrayList<>();
    TreeSet<String> paths = new TreeSet<>();
    while (!next.isEmpty()) {
      Revision revision = next.removeLast();
      if (paths.add(revision.path())) {
        order.add(revision);
        boolean winner = history.revision(revision.id()).filter(revision::equals).isPresent();
        for (String parent : winner ? revision.downRevisions() : List.<String>of()) {
          if (waiting.merge(parent, -1, Integer::sum) == 0) {
            history.revision(parent).ifPresent(next::add);
          }
        }
      }
    }
    for (Revision revision : history.revisions()) {
      if (paths.add(revision.path())) {
        order.add(revision);
      }
    }
    return order;
  }
}
