package dev.retort.rule;

import dev.retort.alembic.ConfigFault;

/// What is said of configuration that Alembic cannot read.
final class ConfigWords {
  private ConfigWords() {}

  /// One clause, as an answer to why.
  static Prose of(ConfigFault fault) {
    return switch (fault) {
      case ConfigFault.Plain plain -> of(plain);
      case ConfigFault.Undefined(String name) ->
          Prose.of("it refers to ").id("%(" + name + ")s").text(", which nothing defines");
      case ConfigFault.SectionTwice(String name) ->
          Prose.of("section ").id("[" + name + "]").text(" is there twice");
      case ConfigFault.KeyTwice(String key) -> Prose.of("key ").id(key).text(" is there twice");
      case ConfigFault.NoTable(String name) -> Prose.EMPTY.code(name).text(" is no table");
      case ConfigFault.NoSeparator(String written) ->
          Prose.EMPTY
              .id(written)
              .text(" is no separator; choose ")
              .code("os")
              .text(", ")
              .code("space")
              .text(", ")
              .code("newline")
              .text(", ")
              .code(":")
              .text(" or ")
              .code(";");
    };
  }

  private static Prose of(ConfigFault.Plain fault) {
    return switch (fault) {
      case NOT_UTF8 -> Prose.of("it is not UTF-8");
      case NO_TOML -> Prose.of("it is no valid TOML");
      case BYTE_ORDER_MARK ->
          Prose.of(
              "it begins with a byte order mark, so its first line is no section header to Python");
      case NO_HEADER -> Prose.of("it has a line before its first section header");
      case NO_ASSIGNMENT ->
          Prose.of("this line is neither a section header nor ").code("key = value");
      case OPEN_REFERENCE ->
          Prose.of("a ").code("%(").text(" in it is not followed by ").code("name)s");
      case REFERENCES_TOO_DEEP -> references().text(" go deeper than ten levels");
      case REFERENCES_TOO_LONG -> references().text(" expand to far too much");
      case LONE_PERCENT -> Prose.of("it holds a lone ").code("%").text("; write ").code("%%");
      case PERCENT_IN_TOML ->
          Prose.of("it holds a ")
              .code("%")
              .text(" that is neither ")
              .code("%(here)s")
              .text(" nor ")
              .code("%%")
              .text("; write ")
              .code("%%");
      case NO_TEXT -> Prose.of("it has to be text");
      case NO_BOOLEAN ->
          Prose.of("TOML has booleans, and it has to be one: ")
              .code("true")
              .text(" or ")
              .code("false")
              .text(" without quotes");
      case NO_NUMBER -> Prose.of("it has to be a whole number");
      case NO_LIST -> Prose.of("it has to be a list of texts");
    };
  }

  private static Prose references() {
    return Prose.of("its ").code("%(name)s").text(" references");
  }
}
