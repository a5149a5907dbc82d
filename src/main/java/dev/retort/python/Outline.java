package dev.retort.python;

import java.util.ArrayList;
import java.util.List;

/// What a Python file assigns and calls, in the order in which it is written, wherever that stands:
/// functions, conditions and loops are not told apart. It says what a file talks about and nothing
/// of what happens when it is run. Nothing of a file that Python cannot read.
///
/// @param mentions assignments and calls; a call inside another one comes after it
public record Outline(List<Mention> mentions) {
  public Outline {
    mentions = List.copyOf(mentions);
  }

  public sealed interface Mention {
    /// Counted from 1.
    int line();
  }

  /// @param extending whether it is `+=`
  public record Assignment(Expression target, boolean extending, Expression value, int line)
      implements Mention {}

  /// @param line of the opening bracket
  public record Called(Expression.Call call, int line) implements Mention {}

  public static Outline of(byte[] content) {
    List<Mention> found = new ArrayList<>();
    SyntaxTree.of(content).ifPresent(tree -> tree.body().forEach(each -> visit(each, tree, found)));
    return new Outline(found);
  }

  private static void visit(Syntax node, SyntaxTree tree, List<Mention> into) {
    switch (node) {
      case Statement.Assign set -> {
        for (Expression target : set.targets()) {
          into.add(new Assignment(target, false, set.value(), tree.line(set)));
        }
      }
      case Statement.AnnAssign set when set.value().isPresent() ->
          into.add(new Assignment(set.target(), false, set.value().get(), tree.line(set)));
      case Statement.AugAssign set when set.operator().equals("+") ->
          into.add(new Assignment(set.target(), true, set.value(), tree.line(set)));
      case Expression.Call call -> into.add(new Called(call, tree.line(call.function().end())));
      default -> {}
    }
    node.children().forEach(child -> visit(child, tree, into));
  }
}
