package dev.retort.python;

import java.util.Set;

/// Recognises ordinary expressions without building a tree. It accepts nothing that Python refuses;
/// what it does not know it declines. One pass over the tokens, without recursion.
final class PlainExpression {
  /// What an expression looks like from outside.
  enum Form {
    /// A single name.
    NAME,
    /// An attribute or an element of something.
    PLACE,
    /// Names with commas between them.
    NAMES,
    OTHER
  }

  private final PlainTokens t;

  /// The names bound so far, for expressions that are evaluated when the module is loaded.
  private final Set<String> known;

  private final PlainBrackets open = new PlainBrackets();
  private boolean top;

  PlainExpression(PlainTokens tokens, Set<String> known) {
    this.t = tokens;
    this.known = known;
  }

  /// Goes over an expression up to what ends it.
  ///
  /// @param commas whether it may be a list without brackets
  /// @param loaded whether it is evaluated when the module is loaded, so that every name must be
  ///   bound by then
  Form read(boolean commas, boolean loaded) throws DeclinedException {
    open.clear();
    top = loaded;
    boolean operand = true;
    boolean onlyNames = true;
    boolean primary = t.isName();
    boolean several = false;
    Form form = Form.NAME;
    while (true) {
      if (operand) {
        if (open.depth() == 0 && !t.isName()) {
          onlyNames = false;
        }
        operand = operand();
        continue;
      }
      String sign = t.word();
      if (open.depth() == 0 && !sign.isEmpty()) {
        switch (sign) {
          case "." -> form = Form.PLACE;
          case "[" -> form = Form.PLACE;
          case "(" -> form = Form.OTHER;
          case "," -> {
            if (!commas) {
              return closed(form, primary, onlyNames, several);
            }
            several = true;
            t.skip();
            open.nextElement();
            operand = true;
            if (t.kind() == Tokens.Kind.NEWLINE || t.is("=")) {
              throw new DeclinedException();
            }
            continue;
          }
          default -> {
            if (!Operators.joins(sign)) {
              return closed(form, primary, onlyNames, several);
            }
            primary = false;
          }
        }
        onlyNames &= sign.equals(",");
      } else if (open.depth() == 0) {
        return closed(form, primary, onlyNames, several);
      }
      operand = operator(sign);
    }
  }

  private Form closed(Form form, boolean primary, boolean onlyNames, boolean several)
      throws DeclinedException {
    open.endElement();
    if (several) {
      return onlyNames ? Form.NAMES : Form.OTHER;
    }
    return primary ? form : Form.OTHER;
  }

  /// Takes what may stand where an operand is due; whether one is still due.
  private boolean operand() throws DeclinedException {
    switch (t.kind()) {
      case NUMBER -> {
        t.skip();
        return false;
      }
      case STRING -> {
        strings();
        return false;
      }
      case NAME -> {
        return word();
      }
      case OPERATOR -> {}
      default -> throw new DeclinedException();
    }
    switch (t.word()) {
      case "(" -> push(PlainBrackets.Kind.GROUP);
      case "[" -> push(PlainBrackets.Kind.LIST);
      case "{" -> push(PlainBrackets.Kind.BRACE);
      case "-", "+", "~" -> {
        start();
        open.link();
        t.skip();
        if (t.is("not")) {
          throw new DeclinedException();
        }
      }
      case "..." -> {
        start();
        t.skip();
        return false;
      }
      case "*" -> splat();
      case "**" -> doubleSplat();
      case ")", "]", "}" -> {
        return emptyEnd();
      }
      default -> throw new DeclinedException();
    }
    return true;
  }

  private boolean word() throws DeclinedException {
    String word = t.word();
    switch (word) {
      case "None", "True", "False" -> {
        start();
        t.skip();
        return false;
      }
      case "not" -> {
        start();
        open.link();
        t.skip();
        return true;
      }
      default -> {}
    }
    if (!t.isName()) {
      throw new DeclinedException();
    }
    if (open.is(PlainBrackets.Kind.CALL) && atElementStart() && t.word(t.at() + 1).equals("=")) {
      keyword(word);
      return true;
    }
    start();
    if (top && !known.contains(word) && !Builtins.isName(word)) {
      throw new DeclinedException();
    }
    t.skip();
    return false;
  }

  private void keyword(String word) throws DeclinedException {
    open.keyword(word);
    t.skip();
    t.skip();
  }

  private boolean atElementStart() {
    String before = t.word(t.at() - 1);
    return switch (before) {
      case "(", ",", "[", "{" -> true;
      default -> false;
    };
  }

  /// A positional argument may not follow a keyword argument.
  private void start() throws DeclinedException {
    if (open.is(PlainBrackets.Kind.CALL) && open.keyed() && atElementStart()) {
      throw new DeclinedException();
    }
  }

  private void strings() throws DeclinedException {
    start();
    boolean first = true;
    boolean several = false;
    boolean octets = false;
    while (t.kind() == Tokens.Kind.STRING) {
      octets |= PlainStrings.isOctets(t.tokens, t.at());
      if (!PlainStrings.isPlain(t.tokens, t.at(), top)) {
        throw new DeclinedException();
      }
      several |= !first;
      first = false;
      t.skip();
    }
    if (several && octets) {
      throw new DeclinedException();
    }
  }

  private void splat() throws DeclinedException {
    boolean argument = open.is(PlainBrackets.Kind.CALL) && !open.keyed();
    if (!atElementStart() || !(argument || open.is(PlainBrackets.Kind.LIST))) {
      throw new DeclinedException();
    }
    open.star();
    t.skip();
    nameAloneFollows();
  }

  private void doubleSplat() throws DeclinedException {
    if (!open.is(PlainBrackets.Kind.CALL) || !atElementStart()) {
      throw new DeclinedException();
    }
    open.doubleStar();
    t.skip();
    nameAloneFollows();
  }

  /// After a star only a name is taken, which leaves no question of precedence.
  private void nameAloneFollows() throws DeclinedException {
    String after = t.word(t.at() + 1);
    if (!t.isName() || !(after.equals(",") || after.equals(")") || after.equals("]"))) {
      throw new DeclinedException();
    }
  }

  /// A closing bracket where an operand is due: an empty display, or a comma before it.
  private boolean emptyEnd() throws DeclinedException {
    String before = t.word(t.at() - 1);
    boolean empty = before.equals("(") || before.equals("[") || before.equals("{");
    boolean trailing = before.equals(",") && !open.isComprehension();
    if (open.depth() == 0
        || !(empty || trailing)
        || (empty && open.is(PlainBrackets.Kind.SUBSCRIPT))) {
      throw new DeclinedException();
    }
    open.pop();
    t.skip();
    return false;
  }

  /// Takes what may stand behind an operand; whether another one is due.
  private boolean operator(String sign) throws DeclinedException {
    switch (sign) {
      case "." -> {
        open.link();
        t.skip();
        t.name();
        return false;
      }
      case "(" -> {
        open.link();
        push(PlainBrackets.Kind.CALL);
        return true;
      }
      case "[" -> {
        open.link();
        push(PlainBrackets.Kind.SUBSCRIPT);
        return true;
      }
      case ")", "]", "}" -> {
        open.endElement();
        open.pop();
        t.skip();
        return false;
      }
      case "," -> {
        open.nextElement();
        t.skip();
        return true;
      }
      case ":" -> {
        open.colon();
        t.skip();
        return true;
      }
      case "if" -> {
        open.condition();
      }
      case "else" -> {
        open.otherwise();
      }
      case "is" -> {
        if (t.word(t.at() + 1).equals("not")) {
          t.skip();
        }
      }
      case "not" -> {
        t.skip();
        if (!t.is("in")) {
          throw new DeclinedException();
        }
      }
      case "for" -> {
        comprehension();
        return true;
      }
      default -> {
        // A division by nothing is for the full reader to see.
        boolean divides = top && (sign.equals("/") || sign.equals("//") || sign.equals("%"));
        if (divides || !Operators.joins(sign)) {
          throw new DeclinedException();
        }
      }
    }
    open.link();
    t.skip();
    // `a < not b` and its kind are no Python.
    if (t.is("not")
        && !sign.equals("and")
        && !sign.equals("or")
        && !sign.equals("if")
        && !sign.equals("else")) {
      throw new DeclinedException();
    }
    return true;
  }

  private void push(PlainBrackets.Kind kind) throws DeclinedException {
    open.push(kind);
    t.skip();
  }

  private void comprehension() throws DeclinedException {
    if (top) {
      throw new DeclinedException();
    }
    open.comprehension();
    t.skip();
    t.name();
    while (t.take(",")) {
      t.name();
    }
    t.need("in");
  }
}
