package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Picks the assignments and calls out of a syntax tree.
final class OutlineReader {
  private final SyntaxTree tree;
  private final List<Outline.Statement> statements = new ArrayList<>();

  OutlineReader(SyntaxTree tree) {
    this.tree = tree;
  }

  List<Outline.Statement> statements() {
    tree.body().forEach(this::visit);
    return statements;
  }

  private void visit(Syntax node) {
    switch (node) {
      case Statement.Assign assign -> {
        for (Expression target : assign.targets()) {
          assigned(assign, target, false, assign.value());
        }
      }
      case Statement.AnnAssign assign ->
          assign.value().ifPresent(value -> assigned(assign, assign.target(), false, value));
      case Statement.AugAssign assign when assign.operator().equals("+") ->
          assigned(assign, assign.target(), true, assign.value());
      case Expression.Call call -> statements.add(new Outline.Called(called(call)));
      default -> {}
    }
    node.children().forEach(this::visit);
  }

  private void assigned(Statement node, Expression target, boolean extending, Expression value) {
    statements.add(new Outline.Assignment(term(target), extending, term(value), tree.line(node)));
  }

  private Term term(Expression expression) {
    return switch (expression) {
      case Expression.Constant constant -> constant(constant.value());
      case Expression.JoinedStr joined -> formatted(joined);
      case Expression.Name name -> new Term.Name(name.id());
      case Expression.Attribute attribute ->
          new Term.Attribute(term(attribute.value()), attribute.name());
      case Expression.Subscript element ->
          new Term.Element(term(element.value()), term(element.index()));
      case Expression.Call call -> called(call);
      case Expression.Tuple tuple -> new Term.Items(terms(tuple.elements()));
      case Expression.ListDisplay list -> new Term.Items(terms(list.elements()));
      case Expression.BinOp sum when sum.operator().equals("+") || sum.operator().equals("/") ->
          new Term.Joined(term(sum.left()), sum.operator().charAt(0), term(sum.right()));
      default -> new Term.Other();
    };
  }

  private static Term constant(Value value) {
    return switch (value) {
      case Value.Text text -> new Term.Text(text.value());
      case Value.Whole whole when whole.value().bitLength() < 63 ->
          new Term.Whole(whole.value().longValue());
      default -> new Term.Other();
    };
  }

  private List<Term> terms(List<Expression> expressions) {
    List<Term> terms = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      terms.add(term(expression));
    }
    return terms;
  }

  private Term.Call called(Expression.Call call) {
    List<Term> arguments = terms(call.arguments());
    Map<String, Term> keywords = new HashMap<>();
    for (Keyword keyword : call.keywords()) {
      if (keyword.name().isPresent()) {
        keywords.put(keyword.name().get(), term(keyword.value()));
      } else {
        arguments.add(new Term.Other());
      }
    }
    int line = tree.line(call.function().end());
    return new Term.Call(term(call.function()), arguments, keywords, line);
  }

  /// Only fields without a conversion or a format are followed.
  private Term formatted(Expression.JoinedStr joined) {
    List<Term> parts = new ArrayList<>();
    for (Expression piece : joined.pieces()) {
      Term part =
          switch (piece) {
            case Expression.FormattedValue field
                when field.conversion().isEmpty() && field.format().isEmpty() && !field.itself() ->
                term(field.value());
            case Expression.FormattedValue _ -> new Term.Other();
            default -> term(piece);
          };
      if (part instanceof Term.Other) {
        return part;
      }
      parts.add(part);
    }
    return new Term.Formatted(parts);
  }
}
