package dev.retort.cli;

import dev.retort.report.Ink;
import java.io.Console;
import java.util.Map;
import java.util.Optional;

/// What the standard output and the standard error can show.
final class Screen {
  private static final int USUAL_WIDTH = 100;

  private Screen() {}

  /// Colours only on a terminal, and not where `NO_COLOR` is set to anything.
  static Ink ink() {
    return ink(
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false),
        System.getenv());
  }

  static Ink ink(boolean terminal, Map<String, String> environment) {
    boolean wanted =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return terminal && wanted ? Ink.COLOUR : Ink.PLAIN;
  }

  /// Whether somebody watches the standard error.
  static boolean showsErrors() {
    return showsErrors(Boolean.getBoolean("retort.errors.terminal"), System.getenv());
  }

  /// @param terminal whether it is one: Java cannot tell, so the launcher does
  static boolean showsErrors(boolean terminal, Map<String, String> environment) {
    return terminal
        && environment.getOrDefault("CI", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  static int width() {
    return width(System.getenv());
  }

  static int width(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    boolean number =
        !columns.isEmpty() && columns.length() < 5 && columns.chars().allMatch(Character::isDigit);
    return number ? Math.clamp(Integer.parseInt(columns), 40, 400) : USUAL_WIDTH;
  }

  /// Retort's own version, as far as it was packaged.
  static String version() {
    return Optional.ofNullable(Screen.class.getPackage().getImplementationVersion())
        .orElse("0.0.0-dev");
  }
}
