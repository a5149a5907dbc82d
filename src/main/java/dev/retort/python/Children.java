package dev.retort.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What stands inside the parts of a syntax tree.
final class Children {
  private final List<Syntax> found = new ArrayList<>();

  private Children() {}

  /// The parts directly below one, in the order of the text where that is also that of execution.
  static List<Syntax> of(Syntax node) {
    Children children = new Children();
    switch (node) {
      case Expression expression -> children.expression(expression);
      case Statement statement -> children.statement(statement);
      case Pattern pattern -> children.pattern(pattern);
      case Parameter p -> children.add(p.annotation()).add(p.byDefault());
      case Expression.Keyword keyword -> children.add(keyword.value());
      case Expression.Comprehension c ->
          children.add(c.iterable()).add(c.target()).add(c.conditions());
      case Statement.WithItem item -> children.add(item.context()).add(item.target());
      case Statement.MatchCase c -> children.add(c.pattern()).add(c.guard()).add(c.body());
      case Statement.ExceptHandler handler -> children.add(handler.type()).add(handler.body());
      case Statement.Alias _ -> {}
      case Statement.TypeParameter t -> children.add(t.bound()).add(t.byDefault());
    }
    return children.found;
  }

  private Children add(Syntax node) {
    found.add(node);
    return this;
  }

  private Children add(Optional<? extends Syntax> node) {
    node.ifPresent(found::add);
    return this;
  }

  private Children add(List<? extends Syntax> nodes) {
    found.addAll(nodes);
    return this;
  }

  private void expression(Expression expression) {
    switch (expression) {
      case Expression.Constant _, Expression.Name _ -> {}
      case Expression.Attribute e -> add(e.value());
      case Expression.Subscript e -> add(e.value()).add(e.index());
      case Expression.Slice e -> add(e.lower()).add(e.upper()).add(e.step());
      case Expression.Call e -> add(e.function()).add(e.arguments()).add(e.keywords());
      case Expression.Starred e -> add(e.value());
      case Expression.Tuple e -> add(e.elements());
      case Expression.ListDisplay e -> add(e.elements());
      case Expression.SetDisplay e -> add(e.elements());
      case Expression.Dict e -> e.entries().forEach(entry -> add(entry.key()).add(entry.value()));
      case Expression.BinOp e -> add(e.left()).add(e.right());
      case Expression.UnaryOp e -> add(e.operand());
      case Expression.BoolOp e -> add(e.values());
      case Expression.Compare e -> add(e.left()).add(e.comparators());
      case Expression.IfExp e -> add(e.test()).add(e.body()).add(e.otherwise());
      case Expression.NamedExpr e -> add(e.target()).add(e.value());
      case Expression.Lambda e -> add(e.parameters()).add(e.body());
      case Expression.ListComp e -> add(e.generators()).add(e.element());
      case Expression.SetComp e -> add(e.generators()).add(e.element());
      case Expression.DictComp e -> add(e.generators()).add(e.key()).add(e.value());
      case Expression.GeneratorExp e -> add(e.generators()).add(e.element());
      case Expression.Await e -> add(e.value());
      case Expression.Yield e -> add(e.value());
      case Expression.YieldFrom e -> add(e.value());
      case Expression.JoinedStr e -> add(e.pieces());
      case Expression.FormattedValue e -> add(e.value()).add(e.format());
    }
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.FunctionDef s ->
          add(s.decorators())
              .add(s.typeParameters())
              .add(s.parameters())
              .add(s.returns())
              .add(s.body());
      case Statement.ClassDef s ->
          add(s.decorators())
              .add(s.typeParameters())
              .add(s.bases())
              .add(s.keywords())
              .add(s.body());
      case Statement.Return s -> add(s.value());
      case Statement.Delete s -> add(s.targets());
      case Statement.Assign s -> add(s.value()).add(s.targets());
      case Statement.AugAssign s -> add(s.target()).add(s.value());
      case Statement.AnnAssign s -> add(s.value()).add(s.target()).add(s.annotation());
      case Statement.TypeAlias s -> add(s.typeParameters()).add(s.value());
      case Statement.For s -> add(s.iterable()).add(s.target()).add(s.body()).add(s.otherwise());
      case Statement.While s -> add(s.test()).add(s.body()).add(s.otherwise());
      case Statement.If s -> add(s.test()).add(s.body()).add(s.otherwise());
      case Statement.With s -> add(s.items()).add(s.body());
      case Statement.Match s -> add(s.subject()).add(s.cases());
      case Statement.Raise s -> add(s.exception()).add(s.cause());
      case Statement.Try s -> add(s.body()).add(s.handlers()).add(s.otherwise()).add(s.last());
      case Statement.Assert s -> add(s.test()).add(s.message());
      case Statement.Import s -> add(s.names());
      case Statement.ImportFrom s -> add(s.names());
      case Statement.Expr s -> add(s.value());
      case Statement.Global _,
          Statement.Nonlocal _,
          Statement.Pass _,
          Statement.Break _,
          Statement.Continue _ -> {}
    }
  }

  private void pattern(Pattern pattern) {
    switch (pattern) {
      case Pattern.MatchValue p -> add(p.value());
      case Pattern.MatchSequence p -> add(p.patterns());
      case Pattern.MatchMapping p -> add(p.keys()).add(p.patterns());
      case Pattern.MatchClass p -> add(p.type()).add(p.patterns()).add(p.named());
      case Pattern.MatchAs p -> add(p.pattern());
      case Pattern.MatchOr p -> add(p.patterns());
      case Pattern.MatchSingleton _, Pattern.MatchStar _ -> {}
    }
  }
}
