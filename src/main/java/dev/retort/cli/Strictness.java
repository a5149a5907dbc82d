package dev.retort.cli;

import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// The option `--strict`: what could not be looked at in full is not taken for well.
final class Strictness {
  private Strictness() {}

  static void declare(ArgumentParser parser) {
    parser
        .addArgument("--strict")
        .action(Arguments.storeTrue())
        .help("exit code 2 where something could not be judged without running it");
  }

  /// The exit code of a command that came to an end.
  ///
  /// @param full whether everything was read
  static int code(Namespace given, boolean fails, boolean full) {
    if (fails) {
      return 1;
    }
    return !full && given.getBoolean("strict") ? 2 : 0;
  }
}
