package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Written;
import dev.retort.change.Change;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The tree of a change in the hands of somebody who heeds what a finding says, with nothing but an
/// editor.
final class EditedTree {
  private static final String SETTINGS = ".github/retort.yml";

  private final HistoryChange judged;
  private Snapshot tree;

  EditedTree(HistoryChange judged) {
    this.judged = judged;
    this.tree = judged.change().head();
  }

  HistoryChange judged() {
    return judged;
  }

  History after() {
    return judged.after();
  }

  /// The same change with what was edited.
  Change change() {
    return Change.of(judged.change().base(), judged.change().mergeBase(), tree);
  }

  Snapshot tree() {
    return tree;
  }

  boolean changesSettings() {
    return tree.entries().containsKey(SETTINGS)
        && !Optional.ofNullable(judged.change().head().entries().get(SETTINGS))
            .equals(Optional.ofNullable(tree.entries().get(SETTINGS)));
  }

  Optional<String> read(String path) {
    return Optional.ofNullable(tree.read(List.of(path)).get(path))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  EditedTree write(String path, String text) {
    tree = tree.with(Map.of(path, text.getBytes(StandardCharsets.UTF_8)), List.of());
    return this;
  }

  EditedTree remove(String path) {
    tree = tree.with(Map.of(), List.of(path));
    return this;
  }

  EditedTree rewrite(String path, UnaryOperator<String> edit) {
    return write(path, edit.apply(read(path).orElseThrow()));
  }

  /// Another content for one line, which keeps its indentation.
  EditedTree line(String path, int number, UnaryOperator<String> edit) {
    return rewrite(
        path,
        text -> {
          List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
          String old = lines.get(number - 1);
          String indent = old.substring(0, old.length() - old.stripLeading().length());
          lines.set(number - 1, indent + edit.apply(old.strip()).replace("\n", "\n" + indent));
          return String.join("\n", lines);
        });
  }

  EditedTree move(String from, String to) {
    byte[] content = tree.read(List.of(from)).get(from);
    tree = tree.with(Map.of(to, content), List.of(from));
    return this;
  }

  /// What the base has at a path, or had where the two parted.
  EditedTree restore(String path) {
    byte[] content =
        Optional.ofNullable(judged.change().base().read(List.of(path)).get(path))
            .orElseGet(() -> judged.change().mergeBase().read(List.of(path)).get(path));
    tree = tree.with(Map.of(path, content), List.of());
    return this;
  }

  EditedTree restoreRevision(String id) {
    for (Revision each : judged.before().declaring(id)) {
      after().declaring(id).stream()
          .map(Revision::path)
          .filter(path -> !path.equals(each.path()))
          .forEach(this::remove);
      restore(each.path());
    }
    return this;
  }

  EditedTree parents(String id, List<String> parents) {
    for (Revision each : after().declaring(id)) {
      if (tree.entries().containsKey(each.path())) {
        assign(each.path(), each.downWritten().orElseThrow(), literal(parents));
        rewrite(
            each.path(),
            text ->
                text.replaceFirst("(?m)^Revises:.*$", "Revises: " + String.join(", ", parents)));
      }
    }
    return this;
  }

  EditedTree replaceParent(String id, String old, List<String> parents) {
    List<String> all = new ArrayList<>();
    for (String parent : after().revision(id).orElseThrow().downRevisions()) {
      all.addAll(parent.equals(old) ? parents : List.of(parent));
    }
    return parents(id, all.stream().distinct().toList());
  }

  EditedTree dependencies(String id, List<String> names) {
    Revision revision = after().revision(id).orElseThrow();
    return assign(revision.path(), revision.dependsWritten().orElseThrow(), literal(names));
  }

  EditedTree label(String id, String label) {
    Revision revision = after().revision(id).orElseThrow();
    return rewrite(
        revision.path(),
        text ->
            text.replaceAll("(?m)^branch_labels\\b.*\\R?", "")
                + "\nbranch_labels = (\""
                + label
                + "\",)\n");
  }

  /// Another id for the revision in a file; what only the change has and names it follows.
  EditedTree id(String path, String id, boolean followed) {
    Revision revision =
        after().revisions().stream().filter(each -> each.path().equals(path)).findFirst().get();
    assign(path, revision.idWritten().orElseThrow(), "\"" + id + "\"");
    for (Revision each : followed ? judged.added() : List.<Revision>of()) {
      if (each.downRevisions().contains(revision.id())) {
        replaceParent(each.id(), revision.id(), List.of(id));
      }
    }
    return this;
  }

  /// A revision that does nothing.
  EditedTree add(String id, List<String> parents) {
    String folder = judged.environment().versionLocations().getFirst();
    return write(
        folder + "/" + id + "_by_hand.py",
        "revision = \"%s\"\ndown_revision = %s\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
            .formatted(id, literal(parents)));
  }

  /// The heads that the base has, or where there is none the tree.
  List<String> heads() {
    List<String> before = judged.before().heads();
    return before.isEmpty() ? after().heads() : before;
  }

  private EditedTree assign(String path, Written written, String value) {
    byte[] content = tree.read(List.of(path)).get(path);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String edited =
        text.substring(0, written.value().start()) + value + text.substring(written.value().end());
    tree = tree.with(Map.of(path, edited.getBytes(StandardCharsets.ISO_8859_1)), List.of());
    return this;
  }

  static String literal(List<String> ids) {
    return switch (ids.size()) {
      case 0 -> "None";
      case 1 -> "\"" + ids.getFirst() + "\"";
      default ->
          ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(", ", "(", ")"));
    };
  }
}
