package dev.retort.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parses string literals that stand side by side, with the fields of formatted ones.
final class StringParser {
  private final TokenCursor c;
  private final byte[] s;

  StringParser(TokenCursor cursor) {
    this.c = cursor;
    this.s = cursor.tokens.bytes;
  }

  Expression strings() throws FaultException {
    int start = c.start();
    int first = c.at();
    int octets = 0;
    boolean formatted = false;
    while (c.kind() == Tokens.Kind.STRING) {
      StringPrefix prefix = StringPrefix.of(s, c.tokens.start(c.at()));
      octets += prefix.octets() ? 1 : 0;
      formatted |= prefix.formatted();
      c.skip();
    }
    if (octets != 0 && octets != c.at() - first) {
      c.back(first);
      throw c.fault("bytes and text stand side by side in one literal");
    }
    c.height = 0;
    return formatted
        ? new Expression.JoinedStr(start, c.end(), pieces(first, c.at()))
        : new Expression.Constant(start, c.end(), plain(first, c.at(), octets != 0));
  }

  private Value plain(int first, int end, boolean octets) {
    StringBuilder text = new StringBuilder();
    for (int i = first; i < end; i++) {
      Optional<Value> value = Literals.string(s, c.tokens.start(i), c.tokens.end(i));
      if (value.isEmpty()) {
        return unknown(c.tokens.start(i));
      }
      if (end - first == 1) {
        return value.get();
      }
      switch (value.get()) {
        case Value.Text piece -> text.append(piece.value());
        case Value.Octets piece -> text.append(piece.latin1());
        default -> {}
      }
    }
    return octets ? new Value.Octets(text.toString()) : new Value.Text(text.toString());
  }

  private Value.Unknown unknown(int position) {
    return new Value.Unknown(c.tokens.line(position), Doubt.OfValue.UNKNOWN_CHARACTER);
  }

  private List<Expression> pieces(int first, int end) throws FaultException {
    List<Expression> pieces = new ArrayList<>();
    for (int i = first; i < end; i++) {
      int from = c.tokens.start(i);
      int to = c.tokens.end(i);
      StringPrefix prefix = StringPrefix.of(s, from);
      int width = prefix.width(s, to);
      if (prefix.formatted()) {
        content(prefix.quote() + width, to - width, prefix, 0, pieces);
      } else {
        add(pieces, from, to, Literals.string(s, from, to));
      }
    }
    return pieces;
  }

  private void add(List<Expression> pieces, int from, int to, Optional<Value> value) {
    if (value.isPresent() && value.get() instanceof Value.Text text && text.value().isEmpty()) {
      return;
    }
    int start = c.source.origin(from);
    int end = c.source.origin(to);
    if (!pieces.isEmpty()
        && pieces.getLast() instanceof Expression.Constant last
        && last.value() instanceof Value.Text before
        && value.isPresent()
        && value.get() instanceof Value.Text after) {
      pieces.removeLast();
      pieces.add(
          new Expression.Constant(
              last.start(), end, new Value.Text(before.value() + after.value())));
    } else {
      pieces.add(new Expression.Constant(start, end, value.orElseGet(() -> unknown(from))));
    }
  }

  /// Reads the inside of a formatted string, or of a format specification up to its `}`; the
  /// position where it ends.
  private int content(int from, int to, StringPrefix prefix, int level, List<Expression> pieces)
      throws FaultException {
    int literal = from;
    int at = from;
    while (at < to) {
      byte b = s[at];
      boolean twice = at + 1 < to && s[at + 1] == b && level == 0;
      if (b == '\\') {
        at = escape(at, to, prefix);
      } else if (b == '{' && !twice) {
        literal(literal, at, prefix, level, pieces);
        at = field(at, to, prefix, level, pieces);
        literal = at;
      } else if (b == '}' && !twice) {
        if (level == 0) {
          throw fault(at, "a formatted string holds a single `}`");
        }
        break;
      } else {
        at += twice && (b == '{' || b == '}') ? 2 : 1;
      }
    }
    literal(literal, at, prefix, level, pieces);
    return at;
  }

  private int escape(int at, int to, StringPrefix prefix) {
    if (prefix.raw() || at + 1 >= to || s[at + 1] == '{' || s[at + 1] == '}') {
      return at + 1;
    }
    if (s[at + 1] == 'N' && at + 2 < to && s[at + 2] == '{') {
      int end = at + 3;
      while (end < to && s[end] != '}') {
        end++;
      }
      return Math.min(to, end + 1);
    }
    return at + 2;
  }

  private void literal(int from, int to, StringPrefix prefix, int level, List<Expression> pieces) {
    if (to > from) {
      add(pieces, from, to, Literals.piece(s, from, to, prefix, level == 0).map(Value.Text::new));
    }
  }

  private int field(int open, int to, StringPrefix prefix, int level, List<Expression> pieces)
      throws FaultException {
    int end = new StringScanner(s, c.tokens).field(open + 1, false, 0);
    if (end < 0 || end >= to) {
      throw fault(open, "a field of a formatted string is not closed");
    }
    if (level > 1) {
      throw versions(open);
    }
    Tokens inner = Lexer.field(c.source, c.tokens, open + 1, end);
    TokenCursor cursor = new TokenCursor(c.source, inner, c.depth());
    cursor.deepen();
    if (inner.size() == 1) {
      throw fault(open, "a field of a formatted string is empty");
    }
    Expression value = new ExpressionParser(cursor).list();
    if (cursor.is("for") || cursor.is("async")) {
      throw versions(open);
    }
    boolean itself = cursor.take("=");
    int stop = inner.start(inner.size() - 1);
    if (cursor.kind() != Tokens.Kind.END) {
      throw cursor.unexpected();
    }
    c.scoped |= cursor.scoped;
    int height = cursor.height;
    String conversion = conversion(stop, end);
    Optional<Expression.JoinedStr> format = Optional.empty();
    int close = end;
    if (s[end] == ':') {
      List<Expression> inside = new ArrayList<>();
      close = content(end + 1, to, prefix, level + 1, inside);
      if (close >= to) {
        throw fault(open, "a field of a formatted string is not closed");
      }
      format =
          Optional.of(
              new Expression.JoinedStr(c.source.origin(end + 1), c.source.origin(close), inside));
    }
    c.raise(height);
    pieces.add(
        new Expression.FormattedValue(
            c.source.origin(open), c.source.origin(close + 1), value, conversion, format, itself));
    return close + 1;
  }

  private String conversion(int stop, int end) throws FaultException {
    if (stop == end) {
      return "";
    }
    String written = c.source.text(stop + 1, end);
    String letter = written.strip();
    boolean known = letter.equals("s") || letter.equals("r") || letter.equals("a");
    if (known && letter.equals(written)) {
      return letter;
    }
    throw known && !Character.isWhitespace(written.charAt(0))
        ? versions(stop)
        : fault(stop, "a field of a formatted string has an unknown conversion");
  }

  private FaultException versions(int position) {
    return new FaultException(new Fault.VersionDependent(c.tokens.line(position)));
  }

  private FaultException fault(int position, String message) {
    return FaultException.syntax(c.tokens.line(position), message);
  }
}
