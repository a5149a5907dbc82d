package dev.retort.python;

import java.util.HashSet;
import java.util.Set;

/// Recognises ordinary expressions without building a tree. It accepts nothing that Python refuses;
/// what it does not know it declines. One pass over the tokens, without recursion.
final class PlainExpression {
  /// Within these bounds the full reader does not call a file too complex either.
  private static final int MOST_BRACKETS = 40;

  private static final int MOST_LINKS = 250;

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

  private enum Bracket {
    GROUP,
    LIST,
    BRACE,
    CALL,
    SUBSCRIPT
  }

  private final PlainTokens t;

  /// The names bound so far, for expressions that are evaluated when the module is loaded.
  private final Set<String> known;

  private final Bracket[] brackets = new Bracket[MOST_BRACKETS];
  private final int[] elements = new int[MOST_BRACKETS + 1];
  private final int[] ternaries = new int[MOST_BRACKETS + 1];
  private final boolean[] keyed = new boolean[MOST_BRACKETS + 1];
  private final boolean[] colon = new boolean[MOST_BRACKETS + 1];
  private final boolean[] dictionary = new boolean[MOST_BRACKETS + 1];
  private final boolean[] comprehension = new boolean[MOST_BRACKETS + 1];
  private final Set<?>[] keywords = new Set<?>[MOST_BRACKETS + 1];
  private int depth;

  /// Operators and trailers on the way to here, by bracket and in all.
  private final int[] links = new int[MOST_BRACKETS + 1];

  private int path;
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
    depth = 0;
    path = 0;
    top = loaded;
    open(0);
    boolean operand = true;
    boolean onlyNames = true;
    boolean primary = t.isName();
    boolean several = false;
    Form form = Form.NAME;
    while (true) {
      if (operand) {
        if (depth == 0 && !t.isName()) {
          onlyNames = false;
        }
        operand = operand();
        continue;
      }
      String sign = t.word();
      if (depth == 0 && !sign.isEmpty()) {
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
            unlink();
            operand = true;
            if (t.kind() == Tokens.Kind.NEWLINE || t.is("=")) {
              throw new DeclinedException();
            }
            continue;
          }
          default -> {
            if (!isOperator(sign)) {
              return closed(form, primary, onlyNames, several);
            }
            primary = false;
          }
        }
        onlyNames &= sign.equals(",");
      } else if (depth == 0) {
        return closed(form, primary, onlyNames, several);
      }
      operand = operator(sign);
    }
  }

  private Form closed(Form form, boolean primary, boolean onlyNames, boolean several)
      throws DeclinedException {
    if (ternaries[0] != 0) {
      throw new DeclinedException();
    }
    if (several) {
      return onlyNames ? Form.NAMES : Form.OTHER;
    }
    return primary ? form : Form.OTHER;
  }

  private static boolean isOperator(String sign) {
    return switch (sign) {
      case "+",
          "-",
          "*",
          "/",
          "//",
          "%",
          "@",
          "**",
          "&",
          "|",
          "^",
          "<<",
          ">>",
          "<",
          ">",
          "<=",
          ">=",
          "==",
          "!=",
          "and",
          "or",
          "in",
          "is",
          "not",
          "if",
          "else" ->
          true;
      default -> false;
    };
  }

  private void open(int level) {
    links[level] = 0;
    elements[level] = 0;
    ternaries[level] = 0;
    keyed[level] = false;
    colon[level] = false;
    dictionary[level] = false;
    comprehension[level] = false;
    keywords[level] = Set.of();
  }

  private void push(Bracket bracket) throws DeclinedException {
    if (depth == MOST_BRACKETS) {
      throw new DeclinedException();
    }
    brackets[depth++] = bracket;
    open(depth);
    t.skip();
  }

  private void link() throws DeclinedException {
    links[depth]++;
    if (++path > MOST_LINKS) {
      throw new DeclinedException();
    }
  }

  private void unlink() {
    path -= links[depth];
    links[depth] = 0;
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
      case "(" -> push(Bracket.GROUP);
      case "[" -> push(Bracket.LIST);
      case "{" -> push(Bracket.BRACE);
      case "-", "+", "~" -> {
        start();
        link();
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
        link();
        t.skip();
        return true;
      }
      default -> {}
    }
    if (!t.isName()) {
      throw new DeclinedException();
    }
    if (depth > 0
        && brackets[depth - 1] == Bracket.CALL
        && atElementStart()
        && t.word(t.at() + 1).equals("=")) {
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
    Set<Object> seen = new HashSet<>(keywords[depth]);
    if (!seen.add(word)) {
      throw new DeclinedException();
    }
    keywords[depth] = seen;
    keyed[depth] = true;
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
    if (depth > 0 && brackets[depth - 1] == Bracket.CALL && keyed[depth] && atElementStart()) {
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
    boolean fits =
        depth > 0
            && atElementStart()
            && (brackets[depth - 1] == Bracket.CALL || brackets[depth - 1] == Bracket.LIST);
    if (!fits || (brackets[depth - 1] == Bracket.CALL && keyed[depth])) {
      throw new DeclinedException();
    }
    elements[depth]++;
    t.skip();
    nameAloneFollows();
  }

  private void doubleSplat() throws DeclinedException {
    if (depth == 0 || brackets[depth - 1] != Bracket.CALL || !atElementStart()) {
      throw new DeclinedException();
    }
    keyed[depth] = true;
    elements[depth]++;
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
    boolean trailing = before.equals(",") && !comprehension[depth];
    if (depth == 0 || !(empty || trailing) || (empty && brackets[depth - 1] == Bracket.SUBSCRIPT)) {
      throw new DeclinedException();
    }
    unlink();
    depth--;
    t.skip();
    return false;
  }

  /// Takes what may stand behind an operand; whether another one is due.
  private boolean operator(String sign) throws DeclinedException {
    switch (sign) {
      case "." -> {
        link();
        t.skip();
        t.name();
        return false;
      }
      case "(" -> {
        link();
        push(Bracket.CALL);
        return true;
      }
      case "[" -> {
        link();
        push(Bracket.SUBSCRIPT);
        return true;
      }
      case ")", "]", "}" -> {
        close();
        return false;
      }
      case "," -> {
        comma();
        return true;
      }
      case ":" -> {
        if (depth == 0
            || brackets[depth - 1] != Bracket.BRACE
            || colon[depth]
            || ternaries[depth] != 0
            || comprehension[depth]
            || (elements[depth] > 0 && !dictionary[depth])) {
          throw new DeclinedException();
        }
        colon[depth] = true;
        dictionary[depth] = true;
        t.skip();
        return true;
      }
      case "if" -> {
        if (!comprehension[depth] && ternaries[depth]++ > 0) {
          throw new DeclinedException();
        }
      }
      case "else" -> {
        if (ternaries[depth] == 0 || comprehension[depth]) {
          throw new DeclinedException();
        }
        ternaries[depth]--;
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
        if (divides || !isOperator(sign)) {
          throw new DeclinedException();
        }
      }
    }
    link();
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

  private void comma() throws DeclinedException {
    element();
    if (comprehension[depth]) {
      throw new DeclinedException();
    }
    elements[depth]++;
    colon[depth] = false;
    unlink();
    t.skip();
  }

  /// What must hold at the end of an element.
  private void element() throws DeclinedException {
    if (ternaries[depth] != 0
        || (brackets[depth - 1] == Bracket.BRACE && dictionary[depth] != colon[depth])) {
      throw new DeclinedException();
    }
  }

  private void close() throws DeclinedException {
    element();
    unlink();
    depth--;
    t.skip();
  }

  private void comprehension() throws DeclinedException {
    if (depth == 0
        || top
        || brackets[depth - 1] == Bracket.SUBSCRIPT
        || elements[depth] > 0
        || keyed[depth]
        || comprehension[depth]) {
      throw new DeclinedException();
    }
    element();
    comprehension[depth] = true;
    t.skip();
    t.name();
    while (t.take(",")) {
      t.name();
    }
    t.need("in");
  }
}
