package dev.retort.cli;

import dev.retort.alembic.NearWord;
import dev.retort.report.Visible;
import java.util.Arrays;
import java.util.List;
import net.sourceforge.argparse4j.inf.Argument;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.ArgumentType;

/// One of a few words, named as people type them.
record Choice<E extends Enum<E>>(Class<E> words) implements ArgumentType<E> {
  /// The words as help shows them.
  static <E extends Enum<E>> String metavar(Class<E> words) {
    return "{" + String.join(",", names(words)) + "}";
  }

  private static <E extends Enum<E>> List<String> names(Class<E> words) {
    return Arrays.stream(words.getEnumConstants()).map(Enum::name).toList();
  }

  @Override
  public E convert(ArgumentParser parser, Argument argument, String value)
      throws ArgumentParserException {
    List<String> names = names(words);
    if (names.contains(value)) {
      return Enum.valueOf(words, value);
    }
    String meant = NearWord.of(value, names).map(near -> "; is " + near + " meant?").orElse(".");
    throw new ArgumentParserException(
        argument.textualName()
            + " knows no "
            + Visible.line(value, 40)
            + meant
            + " It takes "
            + String.join(", ", names)
            + ".",
        parser);
  }
}
