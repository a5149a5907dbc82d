package dev.retort.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Markdown tables in columns.
final class Tables {
  private Tables() {}

  static List<String> aligned(List<String> lines) {
    List<String> out = new ArrayList<>();
    List<List<String>> table = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("|")) {
        table.add(cells(line));
      } else {
        draw(table, out);
        out.add(line);
      }
    }
    draw(table, out);
    return out;
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList();
  }

  private static void draw(List<List<String>> table, List<String> out) {
    if (table.isEmpty()) {
      return;
    }
    table.removeIf(row -> row.stream().allMatch(cell -> cell.matches("[-:]+")));
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width =
            table.stream()
                .mapToInt(each -> at < each.size() ? each.get(at).length() : 0)
                .max()
                .orElse(0);
        line.append("  ")
            .append(row.get(column))
            .append(" ".repeat(width - row.get(column).length()));
      }
      out.add(line.toString().stripTrailing());
    }
    table.clear();
  }
}
