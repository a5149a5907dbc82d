package dev.retort.python;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The names that code binds in its own scope.
final class BoundNames {
  private final Set<String> bound = new HashSet<>();
  private final Set<String> elsewhere = new HashSet<>();

  private BoundNames() {}

  /// The names that statements bind, without those that they declare global.
  static Set<String> in(List<? extends Syntax> body) {
    BoundNames names = new BoundNames();
    names.all(body);
    names.bound.removeAll(names.elsewhere);
    return names.bound;
  }

  /// The names that the loops of a comprehension bind; its first target stands for itself.
  static Set<String> ofLoops(List<? extends Syntax> parts) {
    BoundNames names = new BoundNames();
    if (parts.getFirst() instanceof Expression first) {
      names.target(first);
    }
    for (Syntax part : parts) {
      if (part instanceof Expression.Comprehension loop) {
        names.target(loop.target());
      }
    }
    return names.bound;
  }

  /// The names that a part binds directly, other than by `Name`.
  static Set<String> declared(Syntax node) {
    return switch (node) {
      case Statement.Alias alias -> Set.of(alias.bound());
      case Statement.ExceptHandler handler -> handler.name().map(Set::of).orElse(Set.of());
      case Pattern pattern -> captured(pattern).map(Set::of).orElse(Set.of());
      case Statement.FunctionDef function -> Set.of(function.name());
      case Statement.ClassDef type -> Set.of(type.name());
      case Statement.TypeAlias alias -> Set.of(alias.name());
      default -> Set.of();
    };
  }

  /// The name that a pattern itself binds.
  static Optional<String> captured(Pattern pattern) {
    return switch (pattern) {
      case Pattern.MatchAs as -> as.name();
      case Pattern.MatchStar star -> star.name();
      case Pattern.MatchMapping mapping -> mapping.rest();
      default -> Optional.empty();
    };
  }

  private void all(List<? extends Syntax> nodes) {
    nodes.forEach(this::visit);
  }

  private void visit(Syntax node) {
    bound.addAll(declared(node));
    switch (node) {
      case Statement.FunctionDef _, Statement.ClassDef _, Expression.Lambda _ -> {
        return;
      }
      case Statement.Assign assign -> assign.targets().forEach(this::target);
      case Statement.AugAssign assign -> target(assign.target());
      case Statement.AnnAssign assign -> target(assign.target());
      case Statement.For loop -> target(loop.target());
      case Statement.Delete delete -> delete.targets().forEach(this::target);
      case Statement.WithItem item -> item.target().ifPresent(this::target);
      case Expression.NamedExpr named -> target(named.target());
      case Statement.Global global -> elsewhere.addAll(global.names());
      default -> {}
    }
    all(node.children());
  }

  private void target(Expression target) {
    switch (target) {
      case Expression.Name name -> bound.add(name.id());
      case Expression.Tuple tuple -> tuple.elements().forEach(this::target);
      case Expression.ListDisplay list -> list.elements().forEach(this::target);
      case Expression.Starred starred -> target(starred.value());
      default -> {}
    }
  }
}
