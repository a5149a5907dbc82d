package dev.retort.python;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// Identifiers as Python compares them.
final class Identifiers {
  private Identifiers() {}

  /// The NFKC form.
  static String normal(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC);
      }
    }
    return name;
  }

  static boolean isFormatted(Tokens tokens, int index) {
    for (int i = tokens.start(index); ; i++) {
      switch (tokens.bytes[i]) {
        case 'f', 'F', 't', 'T' -> {
          return true;
        }
        case '"', '\'' -> {
          return false;
        }
        default -> {}
      }
    }
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
