package dev.retort.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The brackets that are open at a place in an expression, and what has been seen in each. Level 0
/// is outside all of them.
final class PlainBrackets {
  /// Within these bounds the full reader does not call a file too complex either.
  private static final int MOST_BRACKETS = 40;

  private static final int MOST_LINKS = 250;

  enum Kind {
    NONE,
    GROUP,
    LIST,
    BRACE,
    CALL,
    SUBSCRIPT
  }

  private static final class Level {
    Kind kind = Kind.NONE;
    int links;
    boolean comma;
    boolean starred;
    boolean keyed;
    boolean colon;
    boolean dictionary;
    boolean comprehension;
    boolean ternary;
    final Set<String> keywords = new HashSet<>();

    void clear(Kind now) {
      kind = now;
      links = 0;
      comma = false;
      starred = false;
      keyed = false;
      colon = false;
      dictionary = false;
      comprehension = false;
      ternary = false;
      if (!keywords.isEmpty()) {
        keywords.clear();
      }
    }
  }

  private final List<Level> levels = new ArrayList<>();
  private Level here = new Level();
  private int depth;

  /// Operators and trailers on the way from outside to here.
  private int path;

  PlainBrackets() {
    levels.add(here);
  }

  void clear() {
    depth = 0;
    path = 0;
    here = levels.getFirst();
    here.clear(Kind.NONE);
  }

  int depth() {
    return depth;
  }

  boolean is(Kind kind) {
    return here.kind == kind;
  }

  void push(Kind kind) throws DeclinedException {
    if (depth == MOST_BRACKETS) {
      throw new DeclinedException();
    }
    if (++depth == levels.size()) {
      levels.add(new Level());
    }
    here = levels.get(depth);
    here.clear(kind);
  }

  void pop() {
    path -= here.links;
    here = levels.get(--depth);
  }

  /// An operator or a trailer: the tree gets a level deeper.
  void link() throws DeclinedException {
    here.links++;
    if (++path > MOST_LINKS) {
      throw new DeclinedException();
    }
  }

  /// What must hold at the end of an element.
  void endElement() throws DeclinedException {
    if (here.ternary || (is(Kind.BRACE) && here.dictionary != here.colon)) {
      throw new DeclinedException();
    }
  }

  /// A comma.
  void nextElement() throws DeclinedException {
    endElement();
    if (here.comprehension) {
      throw new DeclinedException();
    }
    here.comma = true;
    here.colon = false;
    path -= here.links;
    here.links = 0;
  }

  /// The colon between key and value.
  void colon() throws DeclinedException {
    if (!is(Kind.BRACE)
        || here.colon
        || here.ternary
        || here.comprehension
        || (here.comma && !here.dictionary)) {
      throw new DeclinedException();
    }
    here.colon = true;
    here.dictionary = true;
  }

  /// An `if` behind an operand: a filter in a comprehension, elsewhere one that needs its `else`
  /// before the next.
  void condition() throws DeclinedException {
    if (here.comprehension) {
      return;
    }
    if (here.ternary) {
      throw new DeclinedException();
    }
    here.ternary = true;
  }

  void otherwise() throws DeclinedException {
    if (!here.ternary || here.comprehension) {
      throw new DeclinedException();
    }
    here.ternary = false;
  }

  /// A `for` behind an operand.
  void comprehension() throws DeclinedException {
    if (depth == 0
        || is(Kind.SUBSCRIPT)
        || here.comma
        || here.starred
        || here.keyed
        || here.comprehension) {
      throw new DeclinedException();
    }
    endElement();
    here.comprehension = true;
  }

  boolean isComprehension() {
    return here.comprehension;
  }

  void star() {
    here.starred = true;
  }

  void doubleStar() {
    here.starred = true;
    here.keyed = true;
  }

  void keyword(String word) throws DeclinedException {
    here.keyed = true;
    if (!here.keywords.add(word)) {
      throw new DeclinedException();
    }
  }

  /// Whether a keyword argument has been seen.
  boolean keyed() {
    return here.keyed;
  }
}
