package dev.retort.schema.body;

import dev.retort.schema.IdentifierLength;
import java.util.ArrayList;
import java.util.List;

/// The columns that constraints and indexes are given, by their names or as what they are.
final class ColumnNames {
  private ColumnNames() {}

  /// Texts; `?` for what is not known. A list among them stands for its elements.
  static List<String> of(List<Sym> values) {
    return paths(values).stream().map(IdentifierLength::cut).toList();
  }

  /// The same of columns with their tables before them: it is not the whole that is cut.
  static List<String> paths(List<Sym> values) {
    List<String> names = new ArrayList<>();
    for (Sym value : values) {
      if (value instanceof Sym.Seq || value instanceof Sym.Dict) {
        value.elements().ifPresentOrElse(each -> names.addAll(paths(each)), () -> names.add("?"));
      } else if (value instanceof Sym.Made made
          && (made.last().equals("Column") || made.last().equals("column"))) {
        names.add(Arguments.of(made).text(0, "name").orElse("?"));
      } else {
        names.add(value.asText().orElse("?"));
      }
    }
    return names;
  }
}
