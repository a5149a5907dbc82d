package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an index is over where it is no plain column, as PostgreSQL prints it: it writes down each
/// cast that it makes to find the function or the operator. What is not understood stays as it was
/// written.
final class IndexExpression {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^']|'')*')|(?<number>\\d+(?:\\.\\d+)?)|(?:(?:public|pg_catalog)\\s*\\.\\s*)?(?<name>\"[^\"]+\"|[A-Za-z_]\\w*)|(?<sign>::|->>|->|#>>|#>|\\|\\||[(),]))");

  /// Functions whose only form takes texts, of those that indexes are made of.
  private static final Set<String> OF_TEXT =
      Set.of(
          "lower",
          "upper",
          "md5",
          "initcap",
          "reverse",
          "btrim",
          "ltrim",
          "rtrim",
          "replace",
          "concat_ws",
          "split_part",
          "translate",
          "unaccent");

  private static final String TEXT = "text";

  private final List<String> tokens;
  private final Map<String, Column> columns;
  private int at;

  private IndexExpression(List<String> tokens, Map<String, Column> columns) {
    this.tokens = tokens;
    this.columns = columns;
  }

  /// A part of what is read.
  ///
  /// @param type empty for a text that takes any
  /// @param operator whether it is one, so that others put it into brackets
  private record Part(String sql, Optional<String> type, boolean operator) {
    /// The same where a text is wanted.
    Part asText() {
      if (type.isPresent() && !isString(type.get())) {
        return this;
      }
      return new Part(bracketed() + "::text", Optional.of(TEXT), false);
    }

    private static boolean isString(String type) {
      return type.startsWith("character");
    }

    String bracketed() {
      return operator ? "(" + sql + ")" : sql;
    }
  }

  /// An expression as PostgreSQL prints it.
  ///
  /// @param columns of the table
  static String printed(String written, Map<String, Column> columns) {
    return tokens(written)
        .flatMap(tokens -> new IndexExpression(tokens, columns).whole())
        .orElse(written);
  }

  /// An expression with a column by its new name.
  static String renaming(String expression, String from, String to) {
    return Pattern.compile("'(?:[^']|'')*'|\"?\\b" + Pattern.quote(from) + "\\b\"?(?!\\s*\\()")
        .matcher(expression)
        .replaceAll(found ->
            Matcher.quoteReplacement(found.group().startsWith("'") ? found.group() : quoted(to)));
  }

  private static Optional<List<String>> tokens(String written) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(written.strip());
    int end = 0;
    while (matcher.lookingAt()) {
      String name = matcher.group("name");
      tokens.add(name == null ? matcher.group().strip() : name);
      end = matcher.end();
      matcher.region(end, written.strip().length());
    }
    return end == written.strip().length() ? Optional.of(tokens) : Optional.empty();
  }

  private Optional<String> whole() {
    return operation().filter(_ -> at == tokens.size()).map(Part::bracketed);
  }

  private boolean accept(String token) {
    boolean there = at < tokens.size() && tokens.get(at).equals(token);
    at += there ? 1 : 0;
    return there;
  }

  private Optional<Part> operation() {
    Optional<Part> left = operand();
    while (left.isPresent() && at < tokens.size() && isOperator(tokens.get(at))) {
      String sign = tokens.get(at++);
      Optional<Part> right = operand();
      left = right.isPresent() ? joined(left.get(), sign, right.get()) : right;
    }
    return left;
  }

  private static boolean isOperator(String token) {
    return token.equals("||") || token.startsWith("->") || token.startsWith("#>");
  }

  private static Optional<Part> joined(Part left, String sign, Part right) {
    if (!sign.equals("||")) {
      Part key = right.type().isEmpty() && !sign.startsWith("#") ? right.asText() : right;
      Optional<String> type = sign.endsWith(">>") ? Optional.of(TEXT) : left.type();
      return Optional.of(
          new Part(left.bracketed() + " " + sign + " " + key.bracketed(), type, true));
    }
    Part one = left.asText();
    Part other = right.asText();
    boolean texts = one.type().equals(Optional.of(TEXT)) && other.type().equals(Optional.of(TEXT));
    return texts
        ? Optional.of(
            new Part(one.bracketed() + " || " + other.bracketed(), Optional.of(TEXT), true))
        : Optional.empty();
  }

  private Optional<Part> operand() {
    if (at == tokens.size()) {
      return Optional.empty();
    }
    String token = tokens.get(at++);
    Optional<Part> part =
        token.equals("(")
            ? operation().filter(_ -> accept(")"))
            : token.startsWith("'")
                ? Optional.of(new Part(token, Optional.empty(), false))
                : Character.isDigit(token.charAt(0))
                    ? Optional.of(new Part(token, Optional.of("integer"), false))
                    : isName(token) ? named(token) : Optional.empty();
    while (part.isPresent() && accept("::")) {
      part = cast(part.get());
    }
    return part;
  }

  private static boolean isName(String token) {
    return token.startsWith("\"") || Character.isLetter(token.charAt(0)) || token.startsWith("_");
  }

  /// Only to what is one word.
  private Optional<Part> cast(Part part) {
    if (at == tokens.size() || !isName(tokens.get(at))) {
      return Optional.empty();
    }
    String type = tokens.get(at++).toLowerCase(Locale.ROOT);
    boolean known = type.equals(TEXT) || type.equals("date") || type.equals("regconfig");
    return known
        ? Optional.of(
            part.type().equals(Optional.of(type))
                ? part
                : new Part(part.bracketed() + "::" + type, Optional.of(type), true))
        : Optional.empty();
  }

  private Optional<Part> named(String token) {
    if (accept("(")) {
      return called(token.toLowerCase(Locale.ROOT));
    }
    String name =
        token.startsWith("\"")
            ? token.substring(1, token.length() - 1)
            : token.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(columns.get(name))
        .filter(column -> !column.type().equals("?"))
        .map(column -> new Part(quoted(name), Optional.of(column.type()), false));
  }

  private Optional<Part> called(String function) {
    List<Part> arguments = new ArrayList<>();
    if (!accept(")")) {
      do {
        Optional<Part> argument = operation();
        if (argument.isEmpty()) {
          return argument;
        }
        arguments.add(argument.get());
      } while (accept(","));
      if (!accept(")")) {
        return Optional.empty();
      }
    }
    return function.equals("coalesce") ? coalesced(arguments) : function(function, arguments);
  }

  private static Optional<Part> function(String function, List<Part> arguments) {
    List<String> written = new ArrayList<>();
    for (Part argument : arguments) {
      boolean search = function.equals("to_tsvector");
      if (search && argument.type().isEmpty() && written.isEmpty() && arguments.size() == 2) {
        written.add(argument.sql() + "::regconfig");
      } else if (OF_TEXT.contains(function) || search) {
        written.add(argument.asText().sql());
      } else if (function.equals("date_trunc") && argument.type().isEmpty()) {
        written.add(argument.asText().sql());
      } else if (argument.type().isEmpty() || Part.isString(argument.type().get())) {
        return Optional.empty();
      } else {
        written.add(argument.sql());
      }
    }
    String sql = function + "(" + String.join(", ", written) + ")";
    return Optional.of(
        new Part(sql, OF_TEXT.contains(function) ? Optional.of(TEXT) : Optional.of("?"), false));
  }

  /// All are of the one type that is named.
  private static Optional<Part> coalesced(List<Part> arguments) {
    List<String> types =
        arguments.stream().flatMap(part -> part.type().stream()).distinct().toList();
    if (types.size() != 1) {
      return Optional.empty();
    }
    String type = types.getFirst();
    List<String> written =
        arguments.stream()
            .map(part ->
                part.type().isPresent()
                    ? part.sql()
                    : part.sql() + "::" + type.replaceFirst("\\(.*\\)", ""))
            .toList();
    return Optional.of(
        new Part("COALESCE(" + String.join(", ", written) + ")", Optional.of(type), false));
  }

  private static String quoted(String name) {
    boolean plain = Pattern.matches("[a-z_][a-z_0-9]*", name);
    return plain ? name : "\"" + name + "\"";
  }
}
