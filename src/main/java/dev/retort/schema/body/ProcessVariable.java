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
    return given
        .text(1, "default")
        .filter(text -> !text.isEmpty() && !SWITCHES.contains(text.toLowerCase(Locale.ROOT)))
        .<Sym>map(Sym::text)
        .orElse(unknown);
  }
}
