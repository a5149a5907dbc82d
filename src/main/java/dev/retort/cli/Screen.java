package dev.retort.cli;

import dev.retort.report.Ink;
import java.io.Console;
import java.util.Map;
import java.util.Optional;

/// What the standard output and the standard error can show.
final class Screen {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 40;
  private static final int WIDEST = 400;

  private Screen() {}

  /// Colours only on a terminal, and not where `NO_COLOR` is set to anything.
  static Ink ink() {
    return ink(
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false),
        System.getenv());
  }

  static Ink ink(boolean terminal, Map<String, String> environment) {
    if (!environment.getOrDefault("FORCE_COLOR", "").isEmpty()) {
      return Ink.COLOUR;
    }
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

  /// What `COLUMNS` says, or else the terminal, which the launcher asks.
  static int width() {
    return width(System.getenv(), System.getProperty("retort.columns", ""));
  }

  /// @param asked what the terminal answered; empty where there is none
  static int width(Map<String, String> environment, String asked) {
    return columns(environment.getOrDefault("COLUMNS", ""))
        .or(() -> columns(asked))
        .orElse(USUAL_WIDTH);
  }

  private static Optional<Integer> columns(String text) {
    boolean number =
        !text.isEmpty() && text.length() < 5 && text.chars().allMatch(Character::isDigit);
    return number && Integer.parseInt(text) > 0
        ? Optional.of(Math.clamp(Integer.parseInt(text), NARROWEST, WIDEST))
        : Optional.empty();
  }

  /// Retort's own version, as far as it was packaged.
  static String version() {
    return Optional.ofNullable(Screen.class.getPackage().getImplementationVersion())
        .orElse("0.0.0-dev");
  }
}
