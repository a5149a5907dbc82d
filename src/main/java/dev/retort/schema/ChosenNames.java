package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names that PostgreSQL chooses where none is given: `t_c_fkey`, `t_c_key`, `t_pkey`,
/// `t_c_check`, `t_c_idx`, each with a number behind where it is taken (`makeObjectName` and
/// `ChooseRelationName` of its sources).
final class ChosenNames {
  private static final Pattern CALL =
      Pattern.compile("(?:\\w+\\.)?([A-Za-z_]\\w*)\\s*\\(.*\\)", Pattern.DOTALL);

  private static final Set<String> REWRITTEN =
      Set.of(
          "cast",
          "extract",
          "date_part",
          "timezone",
          "position",
          "substring",
          "trim",
          "btrim",
          "overlay");

  private ChosenNames() {}

  /// @param table without its schema
  /// @param taken whether a name is in use in the same schema
  static String of(String table, ConstraintSpec constraint, Predicate<String> taken) {
    String columns = String.join("_", constraint.allColumns());
    return switch (constraint.kind()) {
      case PRIMARY_KEY -> free(table, Optional.empty(), "pkey", taken);
      case UNIQUE -> free(table, Optional.of(columns), "key", taken);
      case FOREIGN_KEY -> free(table, Optional.of(columns), "fkey", taken);
      case CHECK ->
          free(
              table,
              constraint.columns().size() == 1
                  ? Optional.of(constraint.columns().getFirst())
                  : Optional.empty(),
              "check",
              taken);
      case EXCLUSION -> free(table, Optional.of(columns), "excl", taken);
    };
  }

  /// Empty where it is not known what an expression is called.
  ///
  /// @param taken whether a name is in use in the same schema
  static Optional<String> ofIndex(Table table, IndexSpec index, Predicate<String> taken) {
    List<String> parts = new ArrayList<>();
    for (String column : index.allColumns()) {
      Optional<String> name =
          isPlain(column) || table.columns().containsKey(column)
              ? Optional.of(column)
              : FiguredName.of(column);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      String free = name.get();
      for (int number = 1; parts.contains(free); number++) {
        free = name.get() + number;
      }
      parts.add(free);
    }
    return Optional.of(free(table.plainName(), Optional.of(String.join("_", parts)), "idx", taken));
  }

  /// Whether an expression as PostgreSQL prints it is one call of a function, after which an index
  /// over it is named. A few calls are printed otherwise than they were written.
  static boolean isCall(String expression) {
    Matcher call = CALL.matcher(expression);
    return call.matches()
        && isClosedAtItsEnd(expression)
        && !REWRITTEN.contains(call.group(1).toLowerCase(Locale.ROOT));
  }

  /// Whether the first bracket is closed by the last one.
  private static boolean isClosedAtItsEnd(String expression) {
    int depth = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ')' && depth == 0) {
        return i == expression.length() - 1;
      }
    }
    return false;
  }

  private static boolean isPlain(String column) {
    return column.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '$');
  }

  private static String free(
      String table, Optional<String> columns, String label, Predicate<String> taken) {
    for (int pass = 0; ; pass++) {
      String name = composed(table, columns, pass == 0 ? label : label + pass);
      if (!taken.test(name)) {
        return name;
      }
    }
  }

  /// The longer of table and columns gives way until all fits.
  static String composed(String table, Optional<String> columns, String label) {
    int overhead = label.length() + 1 + (columns.isPresent() ? 1 : 0);
    int available = IdentifierLength.MOST_BYTES - overhead;
    int first = IdentifierLength.bytes(table);
    int second = columns.map(IdentifierLength::bytes).orElse(0);
    while (first + second > available) {
      if (first > second) {
        first--;
      } else {
        second--;
      }
    }
    int kept = second;
    return IdentifierLength.cut(table, first)
        + columns.map(text -> "_" + IdentifierLength.cut(text, kept)).orElse("")
        + "_"
        + label;
  }
}
