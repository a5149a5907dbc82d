package dev.retort.python;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads a Python file without running it: decodes it as PEP 263 says, and follows the statements
/// of its top level as far as they are made of constants. Everything else is `Unknown`, never a
/// guess. Safe for use by several threads; takes bounded time and memory for any bytes.
public final class PythonReader {
  /// Larger files are refused.
  public static final int MOST_BYTES = 1 << 20;

  private PythonReader() {}

  /// @param content the file as stored
  /// @param wanted the names whose final bindings matter
  public static PythonModule read(byte[] content, Set<String> wanted) {
    return read(content, wanted, _ -> {});
  }

  /// The same.
  ///
  /// @param parsed told of the file's tree, if there is one
  public static PythonModule read(byte[] content, Set<String> wanted, Consumer<SyntaxTree> parsed) {
    try {
      SyntaxTree tree = tree(content);
      parsed.accept(tree);
      return module(tree, wanted);
    } catch (FaultException e) {
      return PythonModule.unreadable(e.fault());
    }
  }

  /// The tree of a file.
  static SyntaxTree tree(byte[] content) throws FaultException {
    if (content.length > MOST_BYTES) {
      throw FaultException.tooComplex(1, new Fault.Excess.Bytes(content.length, MOST_BYTES));
    }
    SourceText source = SourceText.of(content);
    Tokens tokens = Lexer.tokens(source);
    if (tokens.versionDependentLine > 0) {
      throw new FaultException(new Fault.VersionDependent(tokens.versionDependentLine));
    }
    return new SyntaxTree(source, tokens, StatementParser.parse(source, tokens));
  }

  private static PythonModule module(SyntaxTree tree, Set<String> wanted) throws FaultException {
    Names names = new Names(wanted);
    ModuleInterpreter interpreter = new ModuleInterpreter(tree, names);
    interpreter.run(tree.body());
    Map<String, PythonModule.Binding> bindings = new HashMap<>();
    Map<String, FunctionText> functions = new HashMap<>();
    for (String name : wanted) {
      Optional<Names.Bound> bound = names.find(name);
      Optional<Names.Bound> substitute = names.find("__getattr__");
      if (bound.isPresent()) {
        bindings.put(
            name,
            new PythonModule.Binding(
                names.settled(bound.get().value()), bound.get().line(), bound.get().place()));
      } else if (substitute.isPresent()) {
        int line = substitute.get().line();
        bindings.put(
            name,
            new PythonModule.Binding(
                new Value.Unknown(line, Doubt.OfBinding.GETATTR), line, Optional.empty()));
      }
      Statement.FunctionDef function = interpreter.functions().get(name);
      if (function != null) {
        functions.put(name, text(tree, function));
      }
    }
    return new PythonModule(
        bindings,
        functions,
        docstring(tree),
        interpreter.imports(),
        interpreter.doubts(),
        Optional.empty());
  }

  private static FunctionText text(SyntaxTree tree, Statement.FunctionDef function) {
    Tokens tokens = tree.tokens();
    int start = tree.position(function.start());
    int end = tree.position(function.end());
    int last = tokens.from(end);
    int body = tokens.from(tree.position(function.body().getFirst().start()));
    boolean plain = function.decorators().isEmpty() && !function.async();
    if (plain && isIdle(tokens, body, last)) {
      return FunctionText.IDLE;
    }
    while (isLayout(tokens.kind(last - 1))) {
      last--;
    }
    int first = tokens.from(start);
    byte[] text = new byte[end - start + 2 * (last - first)];
    int length = 0;
    for (int i = first; i < last; i++) {
      text[length++] = tokens.kind(i).mark;
      if (!isLayout(tokens.kind(i))) {
        int size = tokens.end(i) - tokens.start(i);
        System.arraycopy(tokens.bytes, tokens.start(i), text, length, size);
        length += size + 1;
      }
    }
    return FunctionText.of(Arrays.copyOf(text, length));
  }

  /// Whether a body is made of nothing but `pass`, `...`, a docstring and a `return` of nothing.
  private static boolean isIdle(Tokens tokens, int first, int last) {
    for (int at = first; at < last; at++) {
      boolean nothing =
          isLayout(tokens.kind(at))
              || tokens.is(at, "pass")
              || tokens.is(at, "...")
              || tokens.is(at, "return")
              || tokens.is(at, ";")
              || (tokens.is(at, "None") && tokens.is(at - 1, "return"))
              || (tokens.kind(at) == Tokens.Kind.STRING && !tokens.hasFields(at));
      if (!nothing) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLayout(Tokens.Kind kind) {
    return switch (kind) {
      case NEWLINE, INDENT, DEDENT, END -> true;
      case NAME, NUMBER, STRING, OPERATOR -> false;
    };
  }

  /// The docstring: a first statement that is nothing but plain string literals.
  private static Optional<ModuleDocstring> docstring(SyntaxTree tree) {
    Tokens tokens = tree.tokens();
    if (tokens.kind(0) == Tokens.Kind.STRING
        && tree.body().getFirst() instanceof Statement.Expr(_, _, var expression)
        && expression instanceof Expression.Constant(_, _, Value.Text(String text))) {
      boolean single = tokens.kind(1) != Tokens.Kind.STRING;
      return Optional.of(
          new ModuleDocstring(
              text,
              single ? lines(tree.source(), tokens, tokens.start(0), tokens.end(0)) : List.of()));
    }
    return Optional.empty();
  }

  private static List<ModuleDocstring.Line> lines(
      SourceText source, Tokens tokens, int start, int end) {
    StringPrefix prefix = StringPrefix.of(source.bytes, start);
    int width = prefix.width(source.bytes, end);
    int to = end - width;
    List<ModuleDocstring.Line> lines = new ArrayList<>();
    int at = prefix.quote() + width;
    while (at <= to) {
      int stop = at;
      while (stop < to && source.bytes[stop] != '\n') {
        stop++;
      }
      int visible = stop > at && stop < to && source.bytes[stop - 1] == '\r' ? stop - 1 : stop;
      lines.add(line(source, tokens, at, visible));
      at = stop + 1;
    }
    return lines;
  }

  private static ModuleDocstring.Line line(SourceText source, Tokens tokens, int at, int end) {
    String text = new String(source.bytes, at, end - at, StandardCharsets.UTF_8);
    if (text.length() == end - at && source.isContiguous()) {
      return new ModuleDocstring.Line(
          tokens.line(at), text, new Consecutive(source.origin(at), text.length() + 1));
    }
    List<Integer> starts = new ArrayList<>(text.length() + 1);
    int position = at;
    for (int i = 0; i < text.length(); i++) {
      starts.add(source.origin(position));
      char c = text.charAt(i);
      if (c < 0x80) {
        position += 1;
      } else if (c < 0x800) {
        position += 2;
      } else if (Character.isHighSurrogate(c)) {
        position += 4;
      } else if (!Character.isLowSurrogate(c)) {
        position += 3;
      }
    }
    starts.add(source.origin(position));
    return new ModuleDocstring.Line(tokens.line(at), text, starts);
  }

  /// The numbers from a first one on.
  private static final class Consecutive extends AbstractList<Integer> {
    private final int first;
    private final int size;

    Consecutive(int first, int size) {
      this.first = first;
      this.size = size;
    }

    @Override
    public Integer get(int index) {
      return first + Objects.checkIndex(index, size);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
