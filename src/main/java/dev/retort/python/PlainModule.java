package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The quick reader: most revision files are a docstring, imports, assignments of literals and
/// functions. For those it proves, token by token, that Python accepts the file and that nothing
/// but these assignments can bind the wanted names; whatever it cannot prove it declines, and the
/// full reader takes over. Where it answers, it answers the same.
final class PlainModule {
  private final SourceText source;
  private final Tokens tokens;
  private final PlainTokens t;
  private final Set<String> wanted;
  private final Set<String> known = new HashSet<>();
  private final PlainExpression expression;
  private final PlainStatements statements;
  private final Map<String, Binding> bindings = new HashMap<>();
  private final Map<String, int[]> functions = new HashMap<>();
  private final List<PythonModule.Import> imports = new ArrayList<>();
  private final Set<String> lists = new HashSet<>();
  private boolean annotationsAreText;

  private PlainModule(SourceText source, Tokens tokens, Set<String> wanted)
      throws DeclinedException {
    this.source = source;
    this.tokens = tokens;
    this.wanted = wanted;
    this.t = new PlainTokens(tokens);
    this.expression = new PlainExpression(t, known);
    this.statements = new PlainStatements(t, expression);
  }

  /// @return empty where the file is not plain enough
  static Optional<PythonModule> read(SourceText source, Tokens tokens, Set<String> wanted) {
    try {
      return Optional.of(new PlainModule(source, tokens, wanted).module());
    } catch (DeclinedException e) {
      return Optional.empty();
    }
  }

  private PythonModule module() throws DeclinedException {
    while (t.kind() != Tokens.Kind.END) {
      if (t.take("def")) {
        int line = t.line();
        int start = tokens.start(t.at() - 1);
        String name = statements.function(known, true, !annotationsAreText);
        functions.put(name, new int[] {start, tokens.start(t.at())});
        bind(name, new Value.Opaque("function"), line, Optional.empty());
      } else {
        line();
      }
    }
    for (String list : lists) {
      mentionedOnce(list);
    }
    return PythonReader.module(source, tokens, wanted, bindings, functions, imports, List.of());
  }

  private void line() throws DeclinedException {
    do {
      if (t.kind() == Tokens.Kind.NEWLINE) {
        break;
      }
      statement();
    } while (t.take(";"));
    t.need(Tokens.Kind.NEWLINE);
  }

  private void statement() throws DeclinedException {
    int line = t.line();
    switch (t.word()) {
      case "pass" -> t.skip();
      case "import" -> {
        t.skip();
        do {
          int start = t.at();
          imports.add(new PythonModule.Import(PlainImports.module(t), line));
          imported(t.take("as") ? t.name() : t.word(start));
        } while (t.take(","));
      }
      case "from" -> {
        if (t.word(t.at() + 1).equals("__future__")) {
          future();
          return;
        }
        List<String> names = new ArrayList<>();
        imports.add(new PythonModule.Import(PlainImports.from(t, names::add), line));
        for (String name : names) {
          imported(name);
        }
      }
      default -> {
        if (t.kind() == Tokens.Kind.STRING) {
          expression.read(false, true);
        } else {
          assignment(line);
        }
      }
    }
  }

  /// Only this one of its kind matters here, and only at the top may it stand.
  private void future() throws DeclinedException {
    if (!known.isEmpty() || !imports.isEmpty()) {
      throw new DeclinedException();
    }
    for (String word : List.of("from", "__future__", "import", "annotations")) {
      t.need(word);
    }
    annotationsAreText = true;
  }

  private void imported(String name) throws DeclinedException {
    if (wanted.contains(name)) {
      throw new DeclinedException();
    }
    known.add(name);
  }

  private void bind(String name, Value value, int line, Optional<Span> place) {
    known.add(name);
    if (wanted.contains(name)) {
      bindings.put(name, new Binding(value, line, place));
    }
  }

  private void assignment(int line) throws DeclinedException {
    String name = t.name();
    switch (name) {
      case "match", "case", "type", "print", "exec", "exit", "quit", "__name__" ->
          throw new DeclinedException();
      default -> {}
    }
    if (t.take(":")) {
      expression.read(false, !annotationsAreText);
      if (!t.is("=")) {
        return;
      }
    }
    t.need("=");
    int first = t.at();
    if (!wanted.contains(name)) {
      expression.read(true, true);
      known.add(name);
      return;
    }
    Value value = literal();
    if (!(t.kind() == Tokens.Kind.NEWLINE || t.is(";"))) {
      throw new DeclinedException();
    }
    if (value instanceof Value.Items items && items.shape() != Value.Shape.TUPLE) {
      lists.add(name);
    }
    bind(name, value, line, Optional.of(source.span(tokens.start(first), tokens.end(t.at() - 1))));
  }

  private Value literal() throws DeclinedException {
    String word = t.word();
    return switch (word) {
      case "None", "True", "False" -> {
        t.skip();
        yield constant(word);
      }
      case "(", "[" -> display(word.equals("["));
      default -> strings();
    };
  }

  private static Value constant(String word) {
    return switch (word) {
      case "None" -> new Value.None();
      case "True" -> new Value.Truth(true);
      default -> new Value.Truth(false);
    };
  }

  private Value strings() throws DeclinedException {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    while (t.kind() == Tokens.Kind.STRING) {
      if (!PlainStrings.isPlain(tokens, t.at(), true)) {
        throw new DeclinedException();
      }
      Optional<Value> piece =
          Literals.string(source.bytes, tokens.start(t.at()), tokens.end(t.at()));
      if (piece.isEmpty() || !(piece.get() instanceof Value.Text plain)) {
        throw new DeclinedException();
      }
      text.append(plain.value());
      any = true;
      t.skip();
    }
    if (!any) {
      throw new DeclinedException();
    }
    return new Value.Text(text.toString());
  }

  private Value display(boolean list) throws DeclinedException {
    t.skip();
    String end = list ? "]" : ")";
    List<Value> elements = new ArrayList<>();
    boolean comma = false;
    while (!t.take(end)) {
      if (t.take("None")) {
        elements.add(new Value.None());
      } else {
        elements.add(strings());
      }
      if (!t.is(end)) {
        t.need(",");
        comma = true;
      }
    }
    if (!list && elements.size() == 1 && !comma) {
      return elements.getFirst();
    }
    return Value.Items.bounded(
        list ? Value.Shape.LIST : Value.Shape.TUPLE, elements, tokens.line(tokens.start(t.at())));
  }

  /// A list can be changed by whatever else names it.
  private void mentionedOnce(String name) throws DeclinedException {
    int count = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (t.word(i).equals(name)) {
        count++;
      } else if (tokens.kind(i) == Tokens.Kind.STRING
          && Identifiers.isFormatted(tokens, i)
          && Identifiers.wordsIn(tokens.text(i)).contains(name)) {
        count++;
      }
    }
    if (count > 1) {
      throw new DeclinedException();
    }
  }
}
