package dev.retort.schema;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of an expression of SQL that may name columns.
final class ExpressionWords {
  private static final Pattern WORD =
      Pattern.compile("'(?:[^']|'')*'|::\\s*\\w+|\"([^\"]+)\"|([A-Za-z_]\\w*)(\\s*\\()?");

  private ExpressionWords() {}

  static Set<String> of(String expression) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(expression);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        words.add(matcher.group(1));
      } else if (matcher.group(2) != null && matcher.group(3) == null) {
        words.add(matcher.group(2).toLowerCase(Locale.ROOT));
      }
    }
    return words;
  }
}
