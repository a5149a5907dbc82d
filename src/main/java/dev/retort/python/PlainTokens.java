package dev.retort.python;

/// A walk over tokens for readers that decline whatever they do not know.
final class PlainTokens {
  final Tokens tokens;
  private final String[] words;
  private int at;

  /// @throws DeclinedException where some word of the file could bind names out of sight
  PlainTokens(Tokens tokens) throws DeclinedException {
    this.tokens = tokens;
    this.words = new String[tokens.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (tokens.kind(i)) {
            case NAME -> word(tokens.text(i));
            case OPERATOR -> sign(tokens.text(i));
            default -> "";
          };
    }
  }

  private static String word(String word) throws DeclinedException {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 0x80) {
        throw new DeclinedException();
      }
    }
    if (Reach.isBackDoor(word)) {
      throw new DeclinedException();
    }
    return switch (word) {
      case "global",
          "nonlocal",
          "lambda",
          "yield",
          "await",
          "async",
          "del",
          "modules",
          "__getattr__",
          "__debug__" ->
          throw new DeclinedException();
      default -> word;
    };
  }

  private static String sign(String sign) throws DeclinedException {
    if (sign.equals(":=")) {
      throw new DeclinedException();
    }
    return sign;
  }

  int at() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  Tokens.Kind kind() {
    return tokens.kind(at);
  }

  /// The word or sign here; empty for everything else.
  String word() {
    return words[at];
  }

  String word(int index) {
    return index >= 0 && index < words.length ? words[index] : "";
  }

  boolean is(String text) {
    return words[at].equals(text);
  }

  boolean take(String text) {
    if (is(text)) {
      at++;
      return true;
    }
    return false;
  }

  void need(String text) throws DeclinedException {
    if (!take(text)) {
      throw new DeclinedException();
    }
  }

  void need(Tokens.Kind kind) throws DeclinedException {
    if (tokens.kind(at) != kind) {
      throw new DeclinedException();
    }
    at++;
  }

  boolean take(Tokens.Kind kind) {
    if (tokens.kind(at) == kind) {
      at++;
      return true;
    }
    return false;
  }

  void skip() {
    at++;
  }

  /// Whether a name, and no keyword, stands here.
  boolean isName() {
    return tokens.kind(at) == Tokens.Kind.NAME && !Keywords.is(words[at]);
  }

  String name() throws DeclinedException {
    if (!isName()) {
      throw new DeclinedException();
    }
    return words[at++];
  }

  int line() {
    return tokens.line(tokens.start(at));
  }
}
