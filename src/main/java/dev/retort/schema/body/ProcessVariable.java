package dev.retort.schema.body;

import java.util.Locale;
import java.util.Set;

/// What stands in for a variable of the process that runs the migrations (`os.getenv`), which is
/// not this one. A name that stands in for it is what most databases have; a switch may be thrown
/// anywhere, and is not known.
final class ProcessVariable {
  private static final Set<String> SWITCHES =
      Set.of("0", "1", "true", "false", "yes", "no", "on", "off", "none", "y", "n", "t", "f");

  private ProcessVariable() {}

  static Sym of(Arguments given, Sym unknown) {
    return given.get(1, "default").filter(ProcessVariable::isName).orElse(unknown);
  }

  /// Or how many there are of something.
  private static boolean isName(Sym value) {
    return switch (value) {
      case Sym.Num number -> number.value().signum() > 0;
      case Sym.Text text ->
          text.isWhole()
              && !text.value().isEmpty()
              && !SWITCHES.contains(text.value().toLowerCase(Locale.ROOT));
      default -> false;
    };
  }
}
