package dev.retort.python;

import java.util.HashSet;
import java.util.Set;

/// Recognises the ordinary statements of function bodies. It accepts nothing that Python refuses;
/// what it does not know it declines.
final class PlainStatements {
  private static final int MOST_LEVELS = 20;

  private final PlainTokens t;
  private final PlainExpression expression;
  private int level;
  private int loops;

  PlainStatements(PlainTokens tokens, PlainExpression expression) {
    this.t = tokens;
    this.expression = expression;
  }

  /// Goes over a function from its name to the end of its body; answers the name.
  ///
  /// @param known takes the name
  /// @param defaults whether its defaults are evaluated when the module is loaded
  /// @param annotations whether its annotations are
  String function(Set<String> known, boolean defaults, boolean annotations)
      throws DeclinedException {
    String name = t.name();
    t.need("(");
    Set<String> names = new HashSet<>();
    boolean optional = false;
    boolean star = false;
    while (!t.take(")")) {
      boolean keywords = t.take("**");
      if (!keywords && t.take("*")) {
        if (star) {
          throw new DeclinedException();
        }
        star = true;
      }
      if (!names.add(t.name())) {
        throw new DeclinedException();
      }
      if (t.take(":")) {
        expression.read(false, annotations);
      }
      if (t.take("=")) {
        if (keywords || t.word(t.at() - 2).equals("*")) {
          throw new DeclinedException();
        }
        optional = true;
        expression.read(false, defaults);
      } else if (optional && !star && !keywords) {
        throw new DeclinedException();
      }
      if (keywords) {
        t.need(")");
        break;
      }
      if (!t.is(")")) {
        t.need(",");
      }
    }
    if (t.take("->")) {
      expression.read(false, annotations);
    }
    known.add(name);
    int outer = loops;
    loops = 0;
    suite();
    loops = outer;
    return name;
  }

  private void suite() throws DeclinedException {
    if (++level > MOST_LEVELS) {
      throw new DeclinedException();
    }
    t.need(":");
    if (t.take(Tokens.Kind.NEWLINE)) {
      t.need(Tokens.Kind.INDENT);
      do {
        statement();
      } while (!t.take(Tokens.Kind.DEDENT));
    } else {
      simple();
    }
    level--;
  }

  private void statement() throws DeclinedException {
    switch (t.word()) {
      case "if" -> {
        t.skip();
        expression.read(false, false);
        suite();
        while (t.take("elif")) {
          expression.read(false, false);
          suite();
        }
        otherwise();
      }
      case "while" -> {
        t.skip();
        expression.read(false, false);
        loop();
      }
      case "for" -> {
        t.skip();
        targets();
        t.need("in");
        expression.read(true, false);
        loop();
      }
      case "try" -> attempt();
      case "with" -> {
        t.skip();
        do {
          expression.read(false, false);
          if (t.take("as")) {
            t.name();
          }
        } while (t.take(","));
        suite();
      }
      case "def" -> {
        t.skip();
        function(new HashSet<>(), false, false);
      }
      case "class", "@", "match", "case", "type" -> throw new DeclinedException();
      default -> simple();
    }
  }

  private void targets() throws DeclinedException {
    t.name();
    while (t.take(",")) {
      t.name();
    }
  }

  private void loop() throws DeclinedException {
    loops++;
    suite();
    loops--;
    otherwise();
  }

  private void otherwise() throws DeclinedException {
    if (t.take("else")) {
      suite();
    }
  }

  private void attempt() throws DeclinedException {
    t.skip();
    suite();
    boolean handled = false;
    boolean all = false;
    while (t.take("except")) {
      if (all) {
        throw new DeclinedException();
      }
      handled = true;
      all = t.is(":");
      if (!all) {
        if (t.is("*")) {
          throw new DeclinedException();
        }
        expression.read(false, false);
        if (t.take("as")) {
          t.name();
        }
      }
      suite();
    }
    if (handled) {
      otherwise();
    }
    boolean last = t.take("finally");
    if (last) {
      suite();
    }
    if (!handled && !last) {
      throw new DeclinedException();
    }
  }

  /// One line of simple statements.
  private void simple() throws DeclinedException {
    do {
      if (t.kind() == Tokens.Kind.NEWLINE) {
        break;
      }
      small();
    } while (t.take(";"));
    t.need(Tokens.Kind.NEWLINE);
  }

  private void small() throws DeclinedException {
    switch (t.word()) {
      case "pass" -> t.skip();
      case "break", "continue" -> {
        if (loops == 0) {
          throw new DeclinedException();
        }
        t.skip();
      }
      case "return" -> {
        t.skip();
        if (t.kind() != Tokens.Kind.NEWLINE && !t.is(";")) {
          expression.read(true, false);
        }
      }
      case "raise" -> {
        t.skip();
        if (t.kind() != Tokens.Kind.NEWLINE && !t.is(";")) {
          expression.read(false, false);
          if (t.take("from")) {
            expression.read(false, false);
          }
        }
      }
      case "assert" -> {
        t.skip();
        expression.read(false, false);
        if (t.take(",")) {
          expression.read(false, false);
        }
      }
      case "import" -> {
        t.skip();
        do {
          PlainImports.module(t);
          if (t.take("as")) {
            t.name();
          }
        } while (t.take(","));
      }
      case "from" -> PlainImports.from(t, _ -> {});
      default -> assignment();
    }
  }

  private void assignment() throws DeclinedException {
    PlainExpression.Form form = expression.read(true, false);
    boolean place = form == PlainExpression.Form.NAME || form == PlainExpression.Form.PLACE;
    if (t.is(":") && place) {
      t.skip();
      expression.read(false, false);
      if (t.take("=")) {
        expression.read(true, false);
      }
      return;
    }
    if (isAugmented(t.word())) {
      if (!place) {
        throw new DeclinedException();
      }
      t.skip();
      expression.read(true, false);
      return;
    }
    while (t.take("=")) {
      if (form == PlainExpression.Form.OTHER) {
        throw new DeclinedException();
      }
      form = expression.read(true, false);
    }
  }

  private static boolean isAugmented(String sign) {
    return switch (sign) {
      case "+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**=" -> true;
      default -> false;
    };
  }
}
