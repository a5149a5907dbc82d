package dev.retort.alembic;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An ini file as Python's `configparser` reads it with its defaults: keys in any case, `=` or `:`,
/// comments on lines of their own, indented continuation lines, `[DEFAULT]` inherited, `%(name)s`
/// expanded on demand, and nothing written twice.
final class IniFile {
  private static final String DEFAULT = "DEFAULT";
  private static final int DEEPEST_EXPANSION = 10;
  private static final int LONGEST_EXPANSION = 1 << 16;
  private static final int MOST_EXPANSIONS = 10_000;

  private final Map<String, Map<String, Option>> sections;
  private final Map<String, Option> defaults;
  private final Map<String, Integer> headers;

  private IniFile(
      Map<String, Map<String, Option>> sections,
      Map<String, Option> defaults,
      Map<String, Integer> headers) {
    this.sections = sections;
    this.defaults = defaults;
    this.headers = headers;
  }

  /// The line where a section begins, counted from 1.
  int headerLine(String section) {
    return headers.getOrDefault(section, 1);
  }

  /// @param text as written, continuation lines joined
  /// @param line of its key, counted from 1
  record Option(String text, int line) {}

  /// What Python would refuse.
  static final class IniException extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    IniException(int line, String message) {
      super(message);
      this.line = line;
    }

    int line() {
      return line;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  static IniFile empty() {
    return new IniFile(Map.of(), Map.of(), Map.of());
  }

  /// @param here what `%(here)s` stands for: the folder of the file
  static IniFile parse(String text, String here) throws IniException {
    Reading reading = new Reading();
    reading.defaults.put("here", new StringBuilder(here.replace("%", "%%")));
    reading.lines.put(Reading.key(DEFAULT, "here"), 1);
    int number = 0;
    for (String line : text.split("\r\n|\r|\n", -1)) {
      reading.line(++number, line);
    }
    return reading.finish();
  }

  /// The same file with options of one section set or replaced.
  IniFile with(String section, Map<String, Option> set) {
    Map<String, Map<String, Option>> all = new LinkedHashMap<>(sections);
    Map<String, Option> own = new LinkedHashMap<>(sections.getOrDefault(section, Map.of()));
    own.putAll(set);
    all.put(section, own);
    return new IniFile(all, defaults, headers);
  }

  Set<String> sectionNames() {
    return sections.keySet();
  }

  boolean hasSection(String section) {
    return sections.containsKey(section);
  }

  /// Whether the section itself writes a key, not only `[DEFAULT]`.
  boolean writes(String section, String key) {
    return sections.getOrDefault(section, Map.of()).containsKey(key);
  }

  /// The option as written; nothing where the section does not exist, whatever `[DEFAULT]` says.
  Optional<Option> raw(String section, String key) {
    Map<String, Option> own = sections.get(section);
    if (own == null) {
      return Optional.empty();
    }
    Option option = own.get(key);
    return option != null ? Optional.of(option) : Optional.ofNullable(defaults.get(key));
  }

  /// The option with its references expanded.
  Optional<Option> get(String section, String key) throws IniException {
    Optional<Option> raw = raw(section, key);
    if (raw.isEmpty()) {
      return raw;
    }
    return Optional.of(new Option(expand(section, raw.get()), raw.get().line()));
  }

  /// Expands everything that a section holds or inherits, only to see whether that works.
  void expandAll(String section) throws IniException {
    Map<String, Option> all = new LinkedHashMap<>(defaults);
    all.putAll(sections.getOrDefault(section, Map.of()));
    for (Option option : all.values()) {
      var _ = expand(section, option);
    }
  }

  private String expand(String section, Option option) throws IniException {
    Expansion expansion = new Expansion(section, option.line());
    expansion.expand(option.text(), 1);
    return expansion.out.toString();
  }

  /// One value on its way, bounded in depth as in Python, and in work and length besides.
  private final class Expansion {
    private final String section;
    private final int line;
    private final StringBuilder out = new StringBuilder();
    private int steps;

    Expansion(String section, int line) {
      this.section = section;
      this.line = line;
    }

    void expand(String text, int depth) throws IniException {
      if (depth > DEEPEST_EXPANSION) {
        throw new IniException(line, "its `%(name)s` references go deeper than ten levels");
      }
      if (++steps > MOST_EXPANSIONS) {
        throw new IniException(line, "its `%(name)s` references expand to far too much");
      }
      int at = 0;
      while (at < text.length()) {
        int percent = text.indexOf('%', at);
        if (percent < 0) {
          out.append(text, at, text.length());
          break;
        }
        out.append(text, at, percent);
        char next = percent + 1 < text.length() ? text.charAt(percent + 1) : ' ';
        if (next == '%') {
          out.append('%');
          at = percent + 2;
        } else if (next == '(') {
          int close = text.indexOf(')', percent);
          if (close <= percent + 2 || close + 1 >= text.length() || text.charAt(close + 1) != 's') {
            throw new IniException(line, "a `%(` in it is not followed by `name)s`");
          }
          String name = text.substring(percent + 2, close).toLowerCase(Locale.ROOT);
          Optional<Option> option = raw(section, name);
          if (option.isEmpty()) {
            throw new IniException(
                line,
                "it refers to " + Quoted.code("%(" + name + ")s") + ", which nothing defines");
          }
          expand(option.get().text(), depth + 1);
          at = close + 2;
        } else {
          throw new IniException(line, "it holds a lone `%`; write `%%`");
        }
        if (out.length() > LONGEST_EXPANSION) {
          throw new IniException(line, "its `%(name)s` references expand to far too much");
        }
      }
    }
  }

  /// The state of the parser between two lines.
  private static final class Reading {
    private final Map<String, Map<String, StringBuilder>> sections = new LinkedHashMap<>();
    private final Map<String, StringBuilder> defaults = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Integer> headers = new HashMap<>();
    private Optional<Map<String, StringBuilder>> section = Optional.empty();
    private Optional<StringBuilder> open = Optional.empty();
    private Optional<IniException> broken = Optional.empty();
    private String sectionName = "";
    private int indent;

    static String key(String section, String option) {
      return section + "\0" + option;
    }

    void line(int number, String line) throws IniException {
      String text = line.strip();
      boolean comment = text.startsWith("#") || text.startsWith(";");
      if (comment || text.isEmpty()) {
        if (!comment) {
          open.ifPresent(value -> value.append('\n'));
        }
        return;
      }
      int indentHere = line.length() - line.stripLeading().length();
      if (open.isPresent() && indentHere > indent) {
        open.get().append('\n').append(text);
        return;
      }
      indent = indentHere;
      int close = text.lastIndexOf(']');
      if (text.startsWith("[") && close > 1) {
        header(number, text.substring(1, close));
      } else if (section.isEmpty()) {
        throw new IniException(
            number,
            text.startsWith("\uFEFF")
                ? "it begins with a byte order mark, so its first line is no section header to Python"
                : "it has a line before its first section header");
      } else {
        option(number, text);
      }
    }

    private void header(int number, String name) throws IniException {
      sectionName = name;
      headers.putIfAbsent(name, number);
      open = Optional.empty();
      if (name.equals(DEFAULT)) {
        section = Optional.of(defaults);
      } else if (sections.containsKey(name)) {
        throw new IniException(
            number, "section " + Quoted.code("[" + name + "]") + " is there twice");
      } else {
        Map<String, StringBuilder> fresh = new LinkedHashMap<>();
        sections.put(name, fresh);
        section = Optional.of(fresh);
      }
    }

    private void option(int number, String text) throws IniException {
      int equals = text.indexOf('=');
      int colon = text.indexOf(':');
      int mark = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
      if (mark <= 0) {
        if (broken.isEmpty()) {
          broken =
              Optional.of(
                  new IniException(
                      number, "this line is neither a section header nor `key = value`"));
        }
        return;
      }
      String key = text.substring(0, mark).strip().toLowerCase(Locale.ROOT);
      Map<String, StringBuilder> into = section.orElseThrow();
      boolean predefined = sectionName.equals(DEFAULT) && key.equals("here");
      if (into.containsKey(key) && !predefined) {
        throw new IniException(number, "key " + Quoted.code(key) + " is there twice");
      }
      StringBuilder value = new StringBuilder(text.substring(mark + 1).strip());
      into.put(key, value);
      lines.put(key(sectionName, key), number);
      open = Optional.of(value);
    }

    IniFile finish() throws IniException {
      if (broken.isPresent()) {
        throw broken.get();
      }
      Map<String, Map<String, Option>> all = new LinkedHashMap<>();
      sections.forEach((name, options) -> all.put(name, frozen(name, options)));
      return new IniFile(all, frozen(DEFAULT, defaults), headers);
    }

    private Map<String, Option> frozen(String name, Map<String, StringBuilder> options) {
      Map<String, Option> frozen = new LinkedHashMap<>();
      options.forEach((key, value) ->
          frozen.put(
              key,
              new Option(value.toString().stripTrailing(), lines.getOrDefault(key(name, key), 1))));
      return frozen;
    }
  }
}
