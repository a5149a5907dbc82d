package dev.retort.report;

/// Colours for a terminal, or none.
public enum Ink {
  PLAIN,
  COLOUR;

  enum Tone {
    RED("1;31"),
    YELLOW("33"),
    BLUE("34"),
    GREEN("32"),
    BOLD("1"),
    DIM("2");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /// @param text visible already
  String draw(Tone tone, String text) {
    return this == PLAIN || text.isEmpty()
        ? text
        : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
  }
}
