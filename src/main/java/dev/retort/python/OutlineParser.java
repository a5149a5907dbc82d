package dev.retort.python;

import dev.retort.python.Term.Attribute;
import dev.retort.python.Term.Call;
import dev.retort.python.Term.Element;
import dev.retort.python.Term.Formatted;
import dev.retort.python.Term.Items;
import dev.retort.python.Term.Joined;
import dev.retort.python.Term.Name;
import dev.retort.python.Term.Other;
import dev.retort.python.Term.Text;
import dev.retort.python.Term.Whole;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Picks the assignments and calls out of tokens. It accepts more than Python does, and passes over
/// what it does not know; its work is bounded.
final class OutlineParser {
  private static final int DEEPEST = 40;
  private static final int LONGEST_CHAIN = 100;
  private static final int MOST_STEPS = 400_000;

  private final Tokens t;
  private final List<Outline.Statement> statements = new ArrayList<>();
  private int at;
  private int depth;
  private int steps;

  OutlineParser(Tokens tokens) {
    this.t = tokens;
  }

  List<Outline.Statement> statements() {
    while (t.kind(at) != Tokens.Kind.END && steps < MOST_STEPS) {
      statement();
    }
    return statements;
  }

  /// One logical line, or what is left of it after a `:` or `;`.
  private void statement() {
    int start = at;
    if (isWord() && !Keywords.is(t.text(at))) {
      Term target = primary();
      if (is(":")) {
        at++;
        expression();
      }
      boolean extending = is("+=");
      if (is("=") || extending) {
        int line = line(start);
        at++;
        Term value = listOrExpression();
        List<Term> targets = new ArrayList<>(List.of(target));
        while (is("=")) {
          targets.add(value);
          at++;
          value = listOrExpression();
        }
        for (Term each : targets) {
          statements.add(new Outline.Assignment(each, extending, value, line));
        }
        mention(value);
        return;
      }
      at = start;
    }
    rest();
  }

  /// Every call up to the end of the line.
  private void rest() {
    do {
      steps++;
      if (isWord() && !Keywords.is(t.text(at))) {
        mention(primary());
      } else if (t.kind(at) != Tokens.Kind.END) {
        at++;
      }
    } while (t.kind(at) != Tokens.Kind.END && !startsStatement(at) && steps < MOST_STEPS);
  }

  private boolean startsStatement(int index) {
    return index > 0
        && (switch (t.kind(index - 1)) {
          case NEWLINE, INDENT, DEDENT -> true;
          default -> t.is(index - 1, ";");
        });
  }

  /// Notes the calls in an expression, the outer ones first.
  private void mention(Term expression) {
    switch (expression) {
      case Call call -> {
        statements.add(new Outline.Called(call));
        mention(call.function());
        call.arguments().forEach(this::mention);
        call.keywords().values().forEach(this::mention);
      }
      case Attribute attribute -> mention(attribute.of());
      case Element element -> {
        mention(element.of());
        mention(element.key());
      }
      case Items items -> items.elements().forEach(this::mention);
      case Joined joined -> {
        mention(joined.left());
        mention(joined.right());
      }
      case Formatted formatted -> formatted.parts().forEach(this::mention);
      case Text _, Name _, Whole _, Other _ -> {}
    }
  }

  private Term listOrExpression() {
    Term first = expression();
    if (!is(",")) {
      return first;
    }
    List<Term> elements = new ArrayList<>(List.of(first));
    while (is(",") && steps < MOST_STEPS) {
      at++;
      if (t.kind(at) == Tokens.Kind.NEWLINE || is("=")) {
        break;
      }
      elements.add(expression());
    }
    return new Items(elements);
  }

  /// An expression up to what ends it; one with other operators than `+` and `/` is unknown.
  private Term expression() {
    Term read = sum();
    if (endsExpression()) {
      return read;
    }
    skipExpression();
    return new Other();
  }

  private boolean endsExpression() {
    return switch (t.kind(at)) {
      case NEWLINE, INDENT, DEDENT, END -> true;
      case OPERATOR ->
          is(",") || is(")") || is("]") || is("}") || is("=") || is(":") || is(";") || is("+=");
      default -> false;
    };
  }

  private void skipExpression() {
    int open = 0;
    while (steps++ < MOST_STEPS && t.kind(at) != Tokens.Kind.END) {
      if (open == 0 && endsExpression()) {
        return;
      }
      if (is("(") || is("[") || is("{")) {
        open++;
      } else if (is(")") || is("]") || is("}")) {
        open--;
      }
      at++;
    }
  }

  private Term sum() {
    Term left = quotient();
    for (int joined = 0; is("+"); joined++) {
      at++;
      Term right = quotient();
      left = joined < LONGEST_CHAIN ? new Joined(left, '+', right) : new Other();
    }
    return left;
  }

  private Term quotient() {
    Term left = primary();
    for (int joined = 0; is("/"); joined++) {
      at++;
      Term right = primary();
      left = joined < LONGEST_CHAIN ? new Joined(left, '/', right) : new Other();
    }
    return left;
  }

  private Term primary() {
    if (++depth > DEEPEST) {
      depth--;
      skipExpression();
      return new Other();
    }
    Term read = atom();
    for (int links = 0; steps++ < MOST_STEPS; links++) {
      if (links > LONGEST_CHAIN) {
        read = new Other();
      }
      if (is(".") && t.kind(at + 1) == Tokens.Kind.NAME) {
        read = new Attribute(read, t.text(at + 1));
        at += 2;
      } else if (is("(")) {
        read = call(read);
      } else if (is("[")) {
        at++;
        Term key = expression();
        close("]");
        read = new Element(read, key);
      } else {
        break;
      }
    }
    depth--;
    return read;
  }

  private Term atom() {
    steps++;
    switch (t.kind(at)) {
      case NAME -> {
        String name = t.text(at);
        if (Keywords.is(name)) {
          return new Other();
        }
        at++;
        return new Name(name);
      }
      case STRING -> {
        return strings();
      }
      case NUMBER -> {
        Value value = Literals.number(t.text(at++));
        return value instanceof Value.Whole whole && whole.value().bitLength() < 63
            ? new Whole(whole.value().longValue())
            : new Other();
      }
      default -> {}
    }
    if (is("(") || is("[")) {
      String end = is("(") ? ")" : "]";
      boolean tuple = is("[");
      at++;
      List<Term> elements = new ArrayList<>();
      while (!is(end) && t.kind(at) != Tokens.Kind.END && steps < MOST_STEPS) {
        int before = at;
        elements.add(expression());
        if (is(",")) {
          tuple = true;
          at++;
        } else if (!is(end)) {
          break;
        }
        if (at == before) {
          break;
        }
      }
      close(end);
      return elements.size() == 1 && !tuple ? elements.getFirst() : new Items(elements);
    }
    return new Other();
  }

  private Term call(Term function) {
    int line = line(at);
    at++;
    List<Term> arguments = new ArrayList<>();
    Map<String, Term> keywords = new HashMap<>();
    while (!is(")") && t.kind(at) != Tokens.Kind.END && steps < MOST_STEPS) {
      int before = at;
      if (t.kind(at) == Tokens.Kind.NAME && t.is(at + 1, "=")) {
        String keyword = t.text(at);
        at += 2;
        keywords.put(keyword, expression());
      } else {
        arguments.add(expression());
      }
      if (is(",")) {
        at++;
      }
      if (at == before) {
        break;
      }
    }
    close(")");
    return new Call(function, arguments, keywords, line);
  }

  /// Goes behind the bracket that closes what was opened, whatever stands before it.
  private void close(String end) {
    int open = 0;
    while (t.kind(at) != Tokens.Kind.END && steps++ < MOST_STEPS) {
      if (open == 0 && is(end)) {
        at++;
        return;
      }
      if (is("(") || is("[") || is("{")) {
        open++;
      } else if (is(")") || is("]") || is("}")) {
        open--;
      }
      at++;
    }
  }

  private Term strings() {
    List<Term> parts = new ArrayList<>();
    boolean known = true;
    while (t.kind(at) == Tokens.Kind.STRING) {
      known &= string(parts);
      at++;
    }
    if (!known) {
      return new Other();
    }
    StringBuilder text = new StringBuilder();
    for (Term part : parts) {
      if (!(part instanceof Text piece)) {
        return new Formatted(parts);
      }
      text.append(piece.text());
    }
    return new Text(text.toString());
  }

  private boolean string(List<Term> parts) {
    if (!Identifiers.isFormatted(t, at)) {
      Optional<Value> value = Literals.string(t.bytes, t.start(at), t.end(at));
      if (value.isPresent() && value.get() instanceof Value.Text text) {
        parts.add(new Text(text.value()));
        return true;
      }
      return false;
    }
    String literal =
        new String(t.bytes, t.start(at), t.end(at) - t.start(at), StandardCharsets.UTF_8);
    int quote = Math.max(literal.indexOf('"'), 0);
    int other = literal.indexOf('\'');
    quote = quote == 0 || (other >= 0 && other < quote) ? other : quote;
    boolean three = literal.length() - quote >= 6 && literal.startsWith("\"\"\"", quote);
    int width = three || literal.startsWith("'''", quote) ? 3 : 1;
    if (literal.indexOf('\\') >= 0 || literal.length() < quote + 2 * width) {
      return false;
    }
    return fields(literal.substring(quote + width, literal.length() - width), parts);
  }

  /// Splits a formatted string whose fields are dotted names.
  private static boolean fields(String body, List<Term> parts) {
    int from = 0;
    while (from < body.length()) {
      int open = body.indexOf('{', from);
      if (open < 0) {
        break;
      }
      int close = body.indexOf('}', open);
      String field = close < 0 ? "" : body.substring(open + 1, close).strip();
      if (!field.matches("[A-Za-z_][A-Za-z_0-9]*(\\.[A-Za-z_][A-Za-z_0-9]*)*")) {
        return false;
      }
      parts.add(new Text(body.substring(from, open)));
      String[] names = field.split("\\.", -1);
      Term read = new Name(names[0]);
      for (int i = 1; i < names.length; i++) {
        read = new Attribute(read, names[i]);
      }
      parts.add(read);
      from = close + 1;
    }
    parts.add(new Text(body.substring(from)));
    return true;
  }

  private boolean isWord() {
    return t.kind(at) == Tokens.Kind.NAME && (at == 0 || !t.is(at - 1, "."));
  }

  private boolean is(String sign) {
    return t.kind(at) == Tokens.Kind.OPERATOR && t.is(at, sign);
  }

  private int line(int index) {
    return t.line(t.start(index));
  }
}
