package dev.retort.report;

import dev.retort.alembic.Order;
import dev.retort.schema.Column;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Key;
import dev.retort.schema.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A schema as Mermaid's `erDiagram`: around a change the tables that it touches and those that
/// they point at or that point at them, otherwise those with the most foreign keys; at most 25, and
/// it says so.
public final class SchemaDiagram {
  private static final int MOST_TABLES = 25;
  private static final int MOST_COLUMNS = 40;
  private static final int LONGEST_NAME = 60;

  private SchemaDiagram() {}

  /// Empty where there is no table to show.
  public static Optional<String> of(SchemaView view) {
    List<Table> wanted = wanted(view, all(view));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    List<Table> shown = wanted.subList(0, Math.min(MOST_TABLES, wanted.size()));
    StringBuilder out = new StringBuilder("erDiagram\n");
    note(view).ifPresent(note -> out.append("  %% ").append(note).append('\n'));
    Set<String> names = new HashSet<>();
    shown.forEach(table -> names.add(table.name()));
    shown.forEach(table -> table(table, out));
    shown.forEach(table -> relations(table, names, out));
    return Optional.of(out.toString());
  }

  /// Which tables are shown, where not all are; a picture shows no comment.
  static Optional<String> note(SchemaView view) {
    List<Table> all = all(view);
    int shown = Math.min(MOST_TABLES, wanted(view, all).size());
    if (shown == 0 || shown == all.size()) {
      return Optional.empty();
    }
    return Optional.of(
        shown
            + " of "
            + all.size()
            + (view.change().isPresent()
                ? " tables: those that the change touches and their neighbours"
                : " tables: those with the most foreign keys"));
  }

  private static List<Table> all(SchemaView view) {
    return view.replay().schema().tables().stream()
        .filter(table -> !table.foreign() && (table.kind() == 'r' || table.kind() == 'p'))
        .toList();
  }

  private static List<Table> wanted(SchemaView view, List<Table> all) {
    if (view.change().isEmpty()) {
      List<Table> sorted = new ArrayList<>(all);
      if (all.size() > MOST_TABLES) {
        sorted.sort(Order.by(table -> -links(table, all)));
      }
      return sorted;
    }
    Set<String> touched = view.touched();
    Set<Table> wanted = new LinkedHashSet<>();
    all.stream().filter(table -> touched.contains(table.name())).forEach(wanted::add);
    for (Table table : all) {
      boolean near =
          targets(table).stream().anyMatch(touched::contains)
              || all.stream()
                  .filter(other -> touched.contains(other.name()))
                  .anyMatch(other -> targets(other).contains(table.name()));
      if (near) {
        wanted.add(table);
      }
    }
    return List.copyOf(wanted);
  }

  private static long links(Table table, List<Table> all) {
    return targets(table).size()
        + all.stream().filter(other -> targets(other).contains(table.name())).count();
  }

  private static Set<String> targets(Table table) {
    Set<String> targets = new LinkedHashSet<>();
    table
        .keys()
        .values()
        .forEach(key -> key.spec().reference().ifPresent(to -> targets.add(to.table())));
    return targets;
  }

  private static void table(Table table, StringBuilder out) {
    out.append("  ").append(entity(table.name())).append(" {\n");
    Set<String> primary = columnsOf(table, ConstraintSpec.Kind.PRIMARY_KEY);
    Set<String> foreign = columnsOf(table, ConstraintSpec.Kind.FOREIGN_KEY);
    int shown = 0;
    for (Column column : table.columns().values()) {
      if (shown++ == MOST_COLUMNS) {
        break;
      }
      List<String> marks = new ArrayList<>();
      if (primary.contains(column.name())) {
        marks.add("PK");
      }
      if (foreign.contains(column.name())) {
        marks.add("FK");
      }
      out.append("    ")
          .append(word(column.type(), "unknown"))
          .append(' ')
          .append(word(column.name(), "column"))
          .append(marks.isEmpty() ? "" : " " + String.join(", ", marks))
          .append('\n');
    }
    out.append("  }\n");
  }

  private static Set<String> columnsOf(Table table, ConstraintSpec.Kind kind) {
    Set<String> columns = new HashSet<>();
    table.keys().values().stream()
        .filter(key -> key.spec().kind() == kind)
        .forEach(key -> columns.addAll(key.spec().columns()));
    return columns;
  }

  private static void relations(Table table, Set<String> names, StringBuilder out) {
    for (Key key : table.keys().values()) {
      key.spec()
          .reference()
          .filter(to -> names.contains(to.table()))
          .ifPresent(to ->
              out.append("  ")
                  .append(entity(to.table()))
                  .append(" ||--o{ ")
                  .append(entity(table.name()))
                  .append(" : \"")
                  .append(word(String.join("_", key.spec().columns()), "key"))
                  .append("\"\n"));
    }
  }

  private static String entity(String name) {
    return "\"" + word(name, "table") + "\"";
  }

  /// What Mermaid takes as an attribute's name or type.
  private static String word(String text, String otherwise) {
    StringBuilder word = new StringBuilder();
    for (char c : Visible.cut(text, LONGEST_NAME).toCharArray()) {
      boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || c == '_' || c == '[' || c == ']';
      word.append(plain ? c : c == '(' || c == ')' || c == ' ' || c == ',' || c == '.' ? '_' : '-');
    }
    while (!word.isEmpty() && word.charAt(word.length() - 1) == '_') {
      word.setLength(word.length() - 1);
    }
    if (word.isEmpty() || !(Character.isLetter(word.charAt(0)) || word.charAt(0) == '_')) {
      return word.isEmpty() || word.toString().equals("-") ? otherwise : "_" + word;
    }
    return word.toString();
  }
}
