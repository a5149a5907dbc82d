package dev.retort.cli;

import dev.retort.report.Ink;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// Where and how whatever a command has to say is written.
///
/// @param file instead of the standard output
/// @param quiet whether only what fails is told
record OutputOptions(Optional<String> file, boolean quiet, Colour colour) {
  /// Written as people type them.
  enum Colour {
    auto,
    always,
    never
  }

  static void declare(ArgumentParser parser) {
    parser
        .addArgument("--output")
        .metavar("FILE")
        .help("write to this file instead of the standard output");
    parser
        .addArgument("--quiet")
        .action(Arguments.storeTrue())
        .help("say nothing but what fails, and show no progress");
    parser
        .addArgument("--color")
        .type(new Choice<>(Colour.class))
        .metavar(Choice.metavar(Colour.class))
        .setDefault(Colour.auto)
        .help("colours: on a terminal (auto), always or never");
  }

  static OutputOptions of(Namespace given) {
    return new OutputOptions(
        Optional.ofNullable(given.getString("output")),
        Boolean.TRUE.equals(given.getBoolean("quiet")),
        given.get("color"));
  }

  Ink ink() {
    return switch (colour) {
      case always -> Ink.COLOUR;
      case never -> Ink.PLAIN;
      case auto -> file.isPresent() ? Ink.PLAIN : Screen.ink();
    };
  }
}
