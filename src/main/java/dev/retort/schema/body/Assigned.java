package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import java.util.List;
import java.util.Set;

/// What a block of statements may assign, and whether it may return.
final class Assigned {
  private Assigned() {}

  static void in(List<Statement> block, Set<String> names) {
    for (Statement statement : block) {
      switch (statement) {
        case Statement.Assign assign -> assign.targets().forEach(target -> target(target, names));
        case Statement.AugAssign assign -> target(assign.target(), names);
        case Statement.AnnAssign assign -> target(assign.target(), names);
        case Statement.For loop -> {
          target(loop.target(), names);
          in(loop.body(), names);
          in(loop.otherwise(), names);
        }
        case Statement.While loop -> {
          in(loop.body(), names);
          in(loop.otherwise(), names);
        }
        case Statement.If branch -> {
          in(branch.body(), names);
          in(branch.otherwise(), names);
        }
        case Statement.With with -> {
          with.items().forEach(item -> item.target().ifPresent(target -> target(target, names)));
          in(with.body(), names);
        }
        case Statement.Try attempt -> {
          in(attempt.body(), names);
          attempt.handlers().forEach(handler -> in(handler.body(), names));
          in(attempt.otherwise(), names);
          in(attempt.last(), names);
        }
        case Statement.Match match -> match.cases().forEach(each -> in(each.body(), names));
        default -> {}
      }
    }
  }

  private static void target(Expression target, Set<String> names) {
    switch (target) {
      case Expression.Name name -> names.add(name.id());
      case Expression.Tuple tuple -> tuple.elements().forEach(each -> target(each, names));
      case Expression.ListDisplay list -> list.elements().forEach(each -> target(each, names));
      case Expression.Starred starred -> target(starred.value(), names);
      default -> {}
    }
  }

  static boolean returns(List<Statement> block) {
    for (Statement statement : block) {
      boolean returns =
          switch (statement) {
            case Statement.Return _ -> true;
            case Statement.For loop -> returns(loop.body()) || returns(loop.otherwise());
            case Statement.While loop -> returns(loop.body()) || returns(loop.otherwise());
            case Statement.If branch -> returns(branch.body()) || returns(branch.otherwise());
            case Statement.With with -> returns(with.body());
            case Statement.Try attempt ->
                returns(attempt.body())
                    || attempt.handlers().stream().anyMatch(each -> returns(each.body()))
                    || returns(attempt.otherwise())
                    || returns(attempt.last());
            case Statement.Match match ->
                match.cases().stream().anyMatch(each -> returns(each.body()));
            default -> false;
          };
      if (returns) {
        return true;
      }
    }
    return false;
  }
}
