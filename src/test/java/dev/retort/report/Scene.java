package dev.retort.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.retort.alembic.Docstring;
import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.Written;
import dev.retort.change.Change;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.python.Span;
import dev.retort.repair.Edits;
import dev.retort.repair.FileEdit;
import dev.retort.repair.Repair;
import dev.retort.repair.Reread;
import dev.retort.repair.Summary;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import dev.retort.rule.Rules;
import dev.retort.verdict.Verdict;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// A pull request in a few lines: real histories, real rules, real files; the repair is written by
/// hand. Each line is `id < parent parent | message`.
final class Scene {
  private static final Environment ENVIRONMENT =
      new Environment(
          "backend/alembic",
          Optional.of("backend/alembic.ini"),
          List.of("backend/alembic/versions"),
          false,
          false,
          Map.of(),
          List.of());

  private final Map<String, byte[]> base = new LinkedHashMap<>();
  private final Map<String, byte[]> mergeBase = new LinkedHashMap<>();
  private final Map<String, byte[]> head = new LinkedHashMap<>();
  private final Map<String, RevisionFile> files = new HashMap<>();
  private Charset charset = StandardCharsets.UTF_8;
  private String lineEnd = "\n";

  static Scene common(String... lines) {
    Scene scene = new Scene();
    for (String line : lines) {
      scene.write(line, scene.base, scene.mergeBase, scene.head);
    }
    return scene;
  }

  /// How the files of the lines that follow are stored.
  Scene stored(Charset charset, String lineEnd) {
    this.charset = charset;
    this.lineEnd = lineEnd;
    return this;
  }

  Scene onBase(String... lines) {
    Arrays.stream(lines).forEach(line -> write(line, base));
    return this;
  }

  Scene inPullRequest(String... lines) {
    Arrays.stream(lines).forEach(line -> write(line, head));
    return this;
  }

  static String path(String id) {
    return "backend/alembic/versions/" + id.replaceAll("[^A-Za-z0-9_]", "") + "_x.py";
  }

  /// A revision as a line of the scene says it.
  private record Planned(String id, List<String> parents, String message) {
    static Planned of(String line) {
      String[] sides = line.split(" \\| ", 2);
      String[] parts = sides[0].split(" <", 2);
      List<String> parents =
          parts.length < 2 || parts[1].isBlank()
              ? List.of()
              : List.of(parts[1].strip().split(" +"));
      return new Planned(parts[0].strip(), parents, sides.length > 1 ? sides[1] : "");
    }

    /// Its parents as its docstring has them.
    String revises() {
      return String.join(", ", parents);
    }

    /// Its parents as its code has them.
    String value() {
      return switch (parents.size()) {
        case 0 -> "None";
        case 1 -> '"' + parents.getFirst() + '"';
        default ->
            parents.stream().map(p -> '"' + p + '"').collect(Collectors.joining(", ", "(", ")"));
      };
    }

    String text(String lineEnd) {
      return String.join(
          lineEnd,
          "\"\"\"" + message,
          "",
          "Revision ID: " + id,
          "Revises: " + revises(),
          "Create Date: 2026-01-02 03:04:05",
          "",
          "\"\"\"",
          "",
          "revision = \"" + id + "\"",
          "down_revision = " + value(),
          "",
          "",
          "def upgrade():",
          "    pass",
          "");
    }
  }

  @SafeVarargs
  private void write(String line, Map<String, byte[]>... trees) {
    Planned planned = Planned.of(line);
    String text = planned.text(lineEnd);
    byte[] bytes = text.getBytes(charset);
    String path = path(planned.id());
    String blob = Snapshot.of("x", Map.of(path, bytes)).entries().values().iterator().next().blob();
    Revision revision =
        new Revision(
            planned.id(),
            new Revision.Source(path, blob, line(text, "revision = \"")),
            planned.parents(),
            planned.parents().size() > 1,
            List.of(),
            List.of(),
            values(planned, text),
            docstring(planned, text),
            Revision.Bodies.NONE);
    files.put(
        path + blob, new RevisionFile(path, blob, Optional.of(revision), List.of(), List.of()));
    for (Map<String, byte[]> tree : trees) {
      tree.put(path, bytes);
    }
  }

  private Revision.Values values(Planned planned, String text) {
    return new Revision.Values(
        Optional.of(
            new Written(
                line(text, "revision = \""),
                span(text, "\nrevision = ", '"' + planned.id() + '"'))),
        Optional.of(
            new Written(
                line(text, "down_revision = "), span(text, "down_revision = ", planned.value()))),
        Optional.empty());
  }

  private Docstring docstring(Planned planned, String text) {
    return new Docstring(
        planned.message(),
        Optional.empty(),
        Optional.of(
            new Docstring.Header(
                line(text, "Revises: "),
                planned.revises(),
                span(text, "Revises: ", planned.revises()))),
        Optional.empty());
  }

  private static int line(String text, String start) {
    return 1 + (int) text.substring(0, text.indexOf(start)).chars().filter(c -> c == '\n').count();
  }

  /// Bytes equal characters before the value: the message is the only text beyond ASCII, and it is
  /// measured.
  private Span span(String text, String before, String value) {
    int at = text.indexOf(before) + before.length();
    int start = text.substring(0, at).getBytes(charset).length;
    return new Span(start, start + value.getBytes(charset).length);
  }

  HistoryChange change() {
    Change change =
        Change.of(
            Snapshot.of("main", base),
            Snapshot.of("merge base", mergeBase),
            Snapshot.of("pull request", head));
    return new HistoryChange(
        ENVIRONMENT,
        history(change.base()),
        history(change.mergeBase()),
        history(change.landing().tree()),
        change);
  }

  private History history(Snapshot tree) {
    SortedMap<String, Entry> entries = tree.entries();
    List<RevisionFile> read = new ArrayList<>();
    entries.forEach((path, entry) -> read.add(files.get(path + entry.blob())));
    return History.of(ENVIRONMENT, read);
  }

  Verdict judged(Repair... repairs) {
    HistoryChange change = change();
    List<Finding> findings = Rules.findings(change, Policy.DEFAULT);
    return new Verdict(
        findings.stream().anyMatch(Finding::fails)
            ? Verdict.Conclusion.FAILURE
            : Verdict.Conclusion.SUCCESS,
        List.of(new Verdict.Judged(change, findings, List.of(repairs))),
        List.of());
  }

  /// The revision gets this parent, in its code and in its docstring.
  Repair repointing(String id, String to) {
    HistoryChange change = change();
    Revision revision = change.after().revision(id).orElseThrow();
    byte[] before = Objects.requireNonNull(head.get(revision.path()));
    FileEdit edit =
        new FileEdit(
            revision.path(),
            revision.blob(),
            before,
            List.of(
                new FileEdit.Replacement(
                    revision.docstring().revises().orElseThrow().span(), to.getBytes(charset)),
                new FileEdit.Replacement(
                    revision.downWritten().orElseThrow().value(),
                    ('"' + to + '"').getBytes(charset))));
    List<RevisionFile> edited =
        change.after().files().stream()
            .map(
                file -> file.path().equals(revision.path()) ? withParents(file, List.of(to)) : file)
            .toList();
    return new Repair(
        Repair.Strategy.REPOINT,
        Summary.of(
            Prose.of("re-point ")
                .id(id)
                .text(" from ")
                .few(revision.downRevisions())
                .text(" to ")
                .id(to)),
        new Edits(
            List.of(
                new Edits.ParentEdit(revision.path(), id, revision.downRevisions(), List.of(to))),
            List.of(edit),
            Optional.empty(),
            List.of(),
            List.of()),
        Repair.Safety.SAFE,
        Reread.of(History.of(ENVIRONMENT, edited)),
        patch(revision.path(), before, edit.after()),
        Optional.empty());
  }

  /// A merge revision over all heads.
  Repair merging(String id) {
    HistoryChange change = change();
    List<String> heads = change.after().heads();
    String path = path(id);
    String parents = heads.stream().map(head -> '"' + head + '"').collect(Collectors.joining(", "));
    byte[] content =
        ("revision = \"" + id + "\"\ndown_revision = (" + parents + ")\n").getBytes(charset);
    List<RevisionFile> edited = new ArrayList<>(change.after().files());
    Revision any = change.after().revisions().getFirst();
    RevisionFile merge = new RevisionFile(path, "merge", Optional.of(any), List.of(), List.of());
    edited.add(withId(withParents(merge, heads), id));
    return new Repair(
        Repair.Strategy.MERGE,
        Summary.of(
            Prose.of("join ").list(heads, Prose::id).text(" with the merge revision ").id(id)),
        new Edits(
            List.of(),
            List.of(),
            Optional.of(new Edits.AddedRevision(path, id, heads, content)),
            List.of(),
            List.of()),
        Repair.Safety.SAFE,
        Reread.of(History.of(ENVIRONMENT, edited)),
        patch(path, new byte[0], content),
        Optional.empty());
  }

  private static RevisionFile withParents(RevisionFile file, List<String> parents) {
    return with(file, file.revision().orElseThrow().at(file.path()).revising(parents));
  }

  private static RevisionFile withId(RevisionFile file, String id) {
    Revision old = file.revision().orElseThrow();
    return with(
        file,
        new Revision(
            id,
            old.source(),
            old.downRevisions(),
            old.mergePoint(),
            old.dependsOn(),
            old.branchLabels(),
            old.written(),
            Docstring.NONE,
            old.bodies()));
  }

  private static RevisionFile with(RevisionFile file, Revision revision) {
    return new RevisionFile(
        file.path(), file.blob(), Optional.of(revision), file.undecidable(), file.problems());
  }

  private static String patch(String path, byte[] before, byte[] after) {
    List<String> old = before.length == 0 ? List.of() : lines(before);
    return String.join(
            "\n",
            UnifiedDiffUtils.generateUnifiedDiff(
                old.isEmpty() ? "/dev/null" : "a/" + path,
                "b/" + path,
                old,
                DiffUtils.diff(old, lines(after)),
                3))
        + "\n";
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }
}
