package dev.retort.python;

import java.util.List;

/// What a Python file assigns and calls, in the order in which it is written, wherever that stands:
/// functions, conditions and loops are not told apart. It says what a file talks about and nothing
/// of what happens when it is run. Nothing of a file that Python cannot read.
///
/// @param statements assignments and calls; a call inside another one comes after it
public record Outline(List<Statement> statements) {
  private static final Outline NOTHING = new Outline(List.of());

  public Outline {
    statements = List.copyOf(statements);
  }

  public sealed interface Statement {
    /// Counted from 1.
    int line();
  }

  /// @param extending whether it is `+=`
  public record Assignment(Term target, boolean extending, Term value, int line)
      implements Statement {}

  public record Called(Term.Call call) implements Statement {
    @Override
    public int line() {
      return call.line();
    }
  }

  public static Outline of(byte[] content) {
    return SyntaxTree.of(content)
        .map(tree -> new Outline(new OutlineReader(tree).statements()))
        .orElse(NOTHING);
  }
}
