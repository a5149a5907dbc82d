package dev.retort.python;

import java.util.List;
import java.util.Optional;

/// The syntax tree of a file. Immutable; bounded in depth, so that a walk that follows it
/// recursively needs no more than some hundred frames for each level of brackets and blocks that
/// Python allows.
public final class SyntaxTree {
  private final SourceText source;
  private final Tokens tokens;
  private final List<Statement> body;

  SyntaxTree(SourceText source, Tokens tokens, List<Statement> body) {
    this.source = source;
    this.tokens = tokens;
    this.body = List.copyOf(body);
  }

  /// The tree of a file; empty exactly where `PythonReader.read` answers with a fault other than
  /// `RAISES`.
  ///
  /// @param content the file as stored
  public static Optional<SyntaxTree> of(byte[] content) {
    try {
      return Optional.of(PythonReader.tree(content));
    } catch (FaultException e) {
      return Optional.empty();
    }
  }

  /// The size of the file's text, in bytes.
  public int size() {
    return source.bytes.length;
  }

  /// The statements of the top level.
  public List<Statement> body() {
    return body;
  }

  /// The last definition of a function directly at the top level.
  public Optional<Statement.FunctionDef> function(String name) {
    for (Statement statement : body.reversed()) {
      if (statement instanceof Statement.FunctionDef function && function.name().equals(name)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  Tokens tokens() {
    return tokens;
  }

  SourceText source() {
    return source;
  }

  /// The position in the decoded text of a byte of the file.
  int position(int origin) {
    return source.position(origin);
  }

  int line(int origin) {
    return tokens.line(source.position(origin));
  }

  /// The line that something starts in, counted from 1.
  public int line(Syntax node) {
    return line(node.start());
  }

  /// The source text of something, decoded, line ends as they are.
  public String text(Syntax node) {
    return source.text(source.position(node.start()), source.position(node.end()));
  }
}
