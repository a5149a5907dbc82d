package dev.retort.python;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Identifiers as Python compares them.
final class Identifiers {
  private static final Set<String> KEYWORDS =
      Set.of(
          """
          False None True and as assert async await break class continue def del elif else except
          finally for from global if import in is lambda nonlocal not or pass raise return try
          while with yield\
          """
              .split("\\s+"));

  private Identifiers() {}

  /// Whether a word cannot be a name.
  static boolean isKeyword(String word) {
    return KEYWORDS.contains(word);
  }

  /// The NFKC form.
  static String normal(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC);
      }
    }
    return name;
  }

  /// Everything in a text that could be an identifier.
  static List<String> wordsIn(String text) {
    List<String> words = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length()
          && (Character.isUnicodeIdentifierPart(text.charAt(i))
              || Character.isSurrogate(text.charAt(i)))) {
        i++;
      }
      if (i > start) {
        words.add(normal(text.substring(start, i)));
      } else {
        i++;
      }
    }
    return words;
  }
}
