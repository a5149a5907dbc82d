package dev.retort.repair;

import dev.retort.python.Expression;
import dev.retort.python.Span;
import dev.retort.python.Statement;
import dev.retort.python.Statement.Alias;
import dev.retort.python.Syntax;
import dev.retort.python.SyntaxTree;
import dev.retort.python.Value;
import dev.retort.repair.FileEdit.Replacement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A migration's text as a mend needs it: where calls stand, and what the module calls SQLAlchemy.
///
/// @param content the file as stored
record MigrationSource(byte[] content, SyntaxTree tree) {
  static Optional<MigrationSource> of(byte[] content) {
    return SyntaxTree.of(content).map(tree -> new MigrationSource(content, tree));
  }

  /// The call that covers exactly these bytes.
  Optional<Expression.Call> call(Span span) {
    return calls().stream().filter(call -> call.span().equals(span)).findFirst();
  }

  /// All calls of the file, the outer ones first.
  List<Expression.Call> calls() {
    List<Expression.Call> calls = new ArrayList<>();
    tree.body().forEach(statement -> collect(statement, calls));
    return calls;
  }

  static List<Expression.Call> within(Syntax node) {
    List<Expression.Call> calls = new ArrayList<>();
    collect(node, calls);
    return calls;
  }

  private static void collect(Syntax node, List<Expression.Call> calls) {
    if (node instanceof Expression.Call call) {
      calls.add(call);
    }
    node.children().forEach(child -> collect(child, calls));
  }

  /// The last name of what is called: `drop_index` of `op.drop_index(…)`.
  static String name(Expression.Call call) {
    return switch (call.function()) {
      case Expression.Attribute attribute -> attribute.name();
      case Expression.Name name -> name.id();
      default -> "";
    };
  }

  /// The text of a plain string.
  static Optional<String> text(Expression expression) {
    return expression instanceof Expression.Constant(_, _, Value.Text(String text))
        ? Optional.of(text)
        : Optional.empty();
  }

  String written(Syntax node) {
    return tree.text(node);
  }

  int line(Syntax node) {
    return tree.line(node);
  }

  /// One more keyword behind the last argument; empty where brackets or comments stand between it
  /// and the end of the call.
  Optional<Replacement> adding(Expression.Call call, String keyword) {
    int last = call.function().end();
    for (Expression argument : call.arguments()) {
      last = Math.max(last, argument.end());
    }
    for (var each : call.keywords()) {
      last = Math.max(last, each.end());
    }
    String rest = new String(content, last, call.end() - 1 - last, StandardCharsets.ISO_8859_1);
    boolean none = call.arguments().isEmpty() && call.keywords().isEmpty();
    return none || !rest.replace(",", "").isBlank()
        ? Optional.empty()
        : Optional.of(replacing(new Span(last, last), ", " + keyword));
  }

  static Replacement replacing(Span span, String text) {
    return new Replacement(span, text.getBytes(StandardCharsets.US_ASCII));
  }

  /// What the module calls something that it imports: `sa` for the module `sqlalchemy`, `text` for
  /// `sqlalchemy.text`.
  Optional<String> bound(String name) {
    for (Statement statement : tree.body()) {
      List<Alias> aliases =
          switch (statement) {
            case Statement.Import each -> each.names();
            case Statement.ImportFrom from ->
                from.names().stream()
                    .map(alias ->
                        new Alias(
                            alias.start(),
                            alias.end(),
                            from.module() + "." + alias.name(),
                            alias.bound()))
                    .toList();
            default -> List.of();
          };
      for (Alias alias : aliases) {
        if (alias.name().equals(name) && alias.bound().indexOf('.') < 0) {
          return Optional.of(alias.bound());
        }
      }
    }
    return Optional.empty();
  }

  /// The first import of SQLAlchemy, to put another one behind.
  Optional<Statement> importOfSqlalchemy() {
    return tree.body().stream()
        .filter(statement ->
            switch (statement) {
              case Statement.Import each ->
                  each.names().stream().allMatch(alias -> alias.name().equals("sqlalchemy"));
              case Statement.ImportFrom from -> from.module().equals("sqlalchemy");
              default -> false;
            })
        .findFirst();
  }

  /// The first byte of the line that a byte stands in.
  int startOfLine(int at) {
    int start = at;
    while (start > 0 && content[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  /// As the file ends its lines.
  String lineEnd() {
    return new String(content, StandardCharsets.ISO_8859_1).contains("\r\n") ? "\r\n" : "\n";
  }
}
