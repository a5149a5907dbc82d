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

  static IniFile empty() {
    return new IniFile(Map.of(), Map.of(), Map.of());
  }

  /// @param here what `%(here)s` stands for: the folder of the file
  static IniFile parse(String text, String here) throws ConfigException {
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
  Optional<Option> get(String section, String key) throws ConfigException {
    Optional<Option> raw = raw(section, key);
    if (raw.isEmpty()) {
      return raw;
    }
    return Optional.of(new Option(expand(section, raw.get()), raw.get().line()));
  }

  /// Expands everything that a section holds or inherits, only to see whether that works.
  void expandAll(String section) throws ConfigException {
    Map<String, Option> all = new LinkedHashMap<>(defaults);
    all.putAll(sections.getOrDefault(section, Map.of()));
    for (Option option : all.values()) {
      var _ = expand(section, option);
    }
  }

  private String expand(String section, Option option) throws ConfigException {
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

    void expand(String text, int depth) throws ConfigException {
      if (depth > DEEPEST_EXPANSION) {
        throw new ConfigException(line, ConfigFault.Plain.REFERENCES_TOO_DEEP);
      }
      if (++steps > MOST_EXPANSIONS) {
        throw new ConfigException(line, ConfigFault.Plain.REFERENCES_TOO_LONG);
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
            throw new ConfigException(line, ConfigFault.Plain.OPEN_REFERENCE);
          }
          String name = text.substring(percent + 2, close).toLowerCase(Locale.ROOT);
          Optional<Option> option = raw(section, name);
          if (option.isEmpty()) {
            throw new ConfigException(line, new ConfigFault.Undefined(name));
          }
          expand(option.get().text(), depth + 1);
          at = close + 2;
        } else {
          throw new ConfigException(line, ConfigFault.Plain.LONE_PERCENT);
        }
        if (out.length() > LONGEST_EXPANSION) {
          throw new ConfigException(line, ConfigFault.Plain.REFERENCES_TOO_LONG);
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
    private Optional<ConfigException> broken = Optional.empty();
    private String sectionName = "";
    private int indent;

    static String key(String section, String option) {
      return section + "\0" + option;
    }

    void line(int number, String line) throws ConfigException {
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
        throw new ConfigException(
            number,
            text.startsWith("\uFEFF")
                ? ConfigFault.Plain.BYTE_ORDER_MARK
                : ConfigFault.Plain.NO_HEADER);
      } else {
        option(number, text);
      }
    }

    private void header(int number, String name) throws ConfigException {
      sectionName = name;
      headers.putIfAbsent(name, number);
      open = Optional.empty();
      if (name.equals(DEFAULT)) {
        section = Optional.of(defaults);
      } else if (sections.containsKey(name)) {
        throw new ConfigException(number, new ConfigFault.SectionTwice(name));
      } else {
        Map<String, StringBuilder> fresh = new LinkedHashMap<>();
        sections.put(name, fresh);
        section = Optional.of(fresh);
      }
    }

    private void option(int number, String text) throws ConfigException {
      int equals = text.indexOf('=');
      int colon = text.indexOf(':');
      int mark = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
      if (mark <= 0) {
        if (broken.isEmpty()) {
          broken = Optional.of(new ConfigException(number, ConfigFault.Plain.NO_ASSIGNMENT));
        }
        return;
      }
      String key = text.substring(0, mark).strip().toLowerCase(Locale.ROOT);
      Map<String, StringBuilder> into = section.orElseThrow();
      boolean predefined = sectionName.equals(DEFAULT) && key.equals("here");
      if (into.containsKey(key) && !predefined) {
        throw new ConfigException(number, new ConfigFault.KeyTwice(key));
      }
      StringBuilder value = new StringBuilder(text.substring(mark + 1).strip());
      into.put(key, value);
      lines.put(key(sectionName, key), number);
      open = Optional.of(value);
    }

    IniFile finish() throws ConfigException {
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
