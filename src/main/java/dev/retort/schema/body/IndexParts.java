package dev.retort.schema.body;

import dev.retort.schema.Dialect;
import dev.retort.schema.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What an index's definition says.
final class IndexParts {
  private IndexParts() {}

  static IndexSpec spec(
      Optional<String> name,
      String table,
      List<String> columns,
      Arguments given,
      int line,
      Dialect dialect) {
    String prefix = dialect.sqlName();
    return new IndexSpec(
        name.map(each -> TableParts.prefix(table) + each),
        table,
        columns,
        given.isTrue(-1, "unique"),
        given
            .text(-1, prefix + "_using")
            .map(each -> each.toLowerCase(Locale.ROOT))
            .orElse("btree"),
        given.get(-1, prefix + "_where").map(IndexParts::sql),
        given
            .get(-1, prefix + "_include")
            .map(each -> ColumnNames.of(List.of(each)))
            .orElse(List.of()),
        line);
  }

  /// The columns; an expression as it was written, `?` for what is not known.
  static List<String> columns(List<Sym> parts) {
    List<String> columns = new ArrayList<>();
    for (Sym part : parts) {
      if (part instanceof Sym.Seq seq) {
        columns.addAll(columns(seq.items));
        if (!seq.whole) {
          columns.add("?");
        }
      } else {
        columns.add(column(part));
      }
    }
    return columns;
  }

  private static String column(Sym part) {
    return switch (part) {
      case Sym.Text text when text.isWhole() -> text.value();
      case Sym.Made made
          when (made.last().equals("text") || made.last().equals("literal_column"))
              && !made.arguments().isEmpty() ->
          expression(Texts.str(made.arguments().getFirst()));
      case Sym.Made made when made.last().equals("column") || made.last().equals("Column") ->
          Arguments.of(made).text(0, "name").orElse("?");
      case Sym.Made made when made.callee().name().contains(".func.") ->
          made.last() + "(" + String.join(", ", columns(made.arguments())) + ")";
      case Sym.Made made
          when (made.last().equals("desc") || made.last().equals("asc"))
              && !made.arguments().isEmpty() ->
          column(made.arguments().getFirst());
      default -> "?";
    };
  }

  /// A plain column of an expression like `created_at DESC NULLS LAST` or `name gin_trgm_ops`.
  private static String expression(String text) {
    String[] words = text.strip().split("\\s+", -1);
    String first = words[0].replace("\"", "");
    boolean plain = first.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    for (int i = 1; i < words.length && plain; i++) {
      String word = words[i].toLowerCase(Locale.ROOT);
      plain =
          switch (word) {
            case "desc", "asc", "nulls", "first", "last" -> true;
            default -> word.endsWith("_ops");
          };
    }
    return plain ? first : text.strip();
  }

  private static String sql(Sym condition) {
    String text = Texts.str(condition);
    return text.indexOf(Sym.HOLE) >= 0 ? "?" : text;
  }
}
