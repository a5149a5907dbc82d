package dev.retort.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// The table `[tool.alembic]` of a `pyproject.toml`.
final class PyProject {
  private static final List<String> TABLE = List.of("tool", "alembic");

  private final Optional<TomlTable> table;

  private PyProject(Optional<TomlTable> table) {
    this.table = table;
  }

  static PyProject empty() {
    return new PyProject(Optional.empty());
  }

  static PyProject parse(String text) throws ConfigException {
    TomlParseResult result = Toml.parse(text);
    if (result.hasErrors()) {
      var first = result.errors().getFirst();
      throw new ConfigException(first.position().line(), ConfigFault.Plain.NO_TOML);
    }
    Object tool = result.get(TABLE.subList(0, 1));
    if (tool == null) {
      return empty();
    }
    if (!(tool instanceof TomlTable tools)) {
      throw new ConfigException(line(result, "tool"), new ConfigFault.NoTable("tool"));
    }
    Object alembic = tools.get(List.of("alembic"));
    if (alembic == null) {
      return empty();
    }
    if (!(alembic instanceof TomlTable table)) {
      throw new ConfigException(line(tools, "alembic"), new ConfigFault.NoTable("tool.alembic"));
    }
    return new PyProject(Optional.of(table));
  }

  /// Whether there is a table for Alembic at all.
  boolean configures() {
    return table.isPresent();
  }

  /// What names folders, as it is written.
  Stream<String> places() {
    return table.stream()
        .flatMap(each ->
            Stream.of("script_location", "version_locations").map(key -> each.get(List.of(key))))
        .flatMap(value ->
            value instanceof TomlArray array ? array.toList().stream() : Stream.ofNullable(value))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /// @param here what `%(here)s` stands for: the folder of the file
  Optional<Value> get(String key, String here) throws ConfigException {
    if (table.isEmpty()) {
      return Optional.empty();
    }
    Object value = table.get().get(List.of(key));
    if (value == null) {
      return Optional.empty();
    }
    int line = line(table.get(), key);
    return Optional.of(
        switch (value) {
          case String text -> new Value.Text(formatted(text, here, line), line);
          case Boolean flag -> new Value.Flag(flag, line);
          case Long number -> new Value.Whole(number, line);
          case TomlArray array -> texts(array, here, line);
          default -> new Value.Other(line);
        });
  }

  /// A value of a configuration file and the line of its key.
  sealed interface Value {
    int line();

    record Text(String text, int line) implements Value {}

    record Texts(List<String> texts, int line) implements Value {
      public Texts {
        texts = List.copyOf(texts);
      }
    }

    record Flag(boolean flag, int line) implements Value {}

    record Whole(long number, int line) implements Value {}

    /// Tables, dates and whatever no option of Alembic's takes.
    record Other(int line) implements Value {}
  }

  private static Value texts(TomlArray array, String here, int line) throws ConfigException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.get(i) instanceof String text)) {
        return new Value.Other(line);
      }
      texts.add(formatted(text, here, line));
    }
    return new Value.Texts(texts, line);
  }

  /// Python's `%` formatting with `here` as the only name.
  private static String formatted(String text, String here, int line) throws ConfigException {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int percent = text.indexOf('%', at);
      if (percent < 0) {
        return out.append(text, at, text.length()).toString();
      }
      out.append(text, at, percent);
      if (text.startsWith("%%", percent)) {
        out.append('%');
        at = percent + 2;
      } else if (text.startsWith("%(here)s", percent)) {
        out.append(here);
        at = percent + "%(here)s".length();
      } else {
        throw new ConfigException(line, ConfigFault.Plain.PERCENT_IN_TOML);
      }
    }
    return out.toString();
  }

  private static int line(TomlTable table, String key) {
    TomlPosition position = table.inputPositionOf(List.of(key));
    return position == null ? 1 : position.line();
  }
}
