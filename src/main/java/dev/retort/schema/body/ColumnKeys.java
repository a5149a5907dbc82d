package dev.retort.schema.body;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a table's own keys and indexes call its columns: by `Column(…, key=…)`, where there is one,
/// and not by the name that the database has.
final class ColumnKeys {
  private final Map<String, Sym> names = new HashMap<>();
  private final Set<String> plain = new HashSet<>();

  /// Whether a column's key is not known.
  private boolean open;

  /// Notes the columns among what a table holds.
  void note(List<Sym> contents) {
    for (Sym part : contents) {
      if (part instanceof Sym.Seq seq) {
        note(seq.items);
      } else if (part instanceof Sym.Made made
          && (made.last().equals("Column") || made.last().equals("mapped_column"))) {
        column(Arguments.of(made));
      }
    }
  }

  private void column(Arguments given) {
    Sym name = given.get(0, "name").orElse(Sym.Nothing.NONE);
    Sym key = given.get(-1, "key").orElse(Sym.Nothing.NONE);
    if (key instanceof Sym.Nothing) {
      name.asText().ifPresent(plain::add);
    } else {
      key.asText().ifPresentOrElse(each -> names.put(each, name), () -> open = true);
    }
  }

  /// The same with the names of columns in the place of their keys, a list among them by its
  /// elements; what a key that is not known may stand for is not known either.
  List<Sym> named(List<Sym> columns) {
    return names.isEmpty() && !open ? columns : columns.stream().map(this::named).toList();
  }

  private Sym named(Sym column) {
    if (column instanceof Sym.Seq seq) {
      return new Sym.Seq(seq.kind, named(seq.items), seq.whole);
    }
    if (!(column instanceof Sym.Text text)) {
      return column;
    }
    boolean unknown = open && !plain.contains(text.value());
    return names.getOrDefault(text.value(), unknown ? Sym.text(String.valueOf(Sym.HOLE)) : column);
  }

  /// The same of `table.column`, where the table is this one.
  List<Sym> targets(List<Sym> targets, String table) {
    return targets.stream()
        .map(each -> {
          if (each instanceof Sym.Seq seq) {
            return new Sym.Seq(seq.kind, targets(seq.items, table), seq.whole);
          }
          String text = each instanceof Sym.Text plainText ? plainText.value() : "";
          return text.startsWith(table + ".")
                  && named(Sym.text(text.substring(table.length() + 1)))
                      instanceof Sym.Text(String column, boolean conv)
              ? new Sym.Text(table + "." + column, conv)
              : each;
        })
        .toList();
  }
}
