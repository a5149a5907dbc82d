package dev.retort.python;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSSymbolType;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterPython;

/// Parses Python with tree-sitter. A parser belongs to one thread, and nothing of its memory leaves
/// this class: what is wanted is copied into nodes before the tree is closed.
final class Grammar {
  /// Deeper trees are refused: beyond this, CPython itself gives up on some versions.
  static final int MOST_LEVELS = 700;

  private static final Duration PATIENCE = Duration.ofMillis(700);
  private static final ThreadLocal<Grammar> MINE = ThreadLocal.withInitial(Grammar::new);

  private final TSParser parser = new TSParser();
  private final String[] types;
  private final boolean[] named;
  private final String[] fields;
  private final byte[] buffer = new byte[1 << 16];

  private Grammar() {
    TSLanguage language = new TreeSitterPython();
    parser.setLanguage(language);
    types = new String[language.symbolCount() + 1];
    named = new boolean[types.length];
    for (int i = 0; i < language.symbolCount(); i++) {
      types[i] = language.symbolName(i);
      named[i] = language.symbolType(i) == TSSymbolType.TSSymbolTypeRegular;
    }
    fields = new String[language.fieldCount() + 1];
    for (int i = 1; i <= language.fieldCount(); i++) {
      fields[i] = language.fieldNameForId(i);
    }
    fields[0] = "";
  }

  /// The tree of a module.
  ///
  /// @param text UTF-8
  /// @throws FaultException where the grammar refuses the text, or it takes too long or too deep
  static Node parse(byte[] text, Tokens tokens) throws FaultException {
    return MINE.get().tree(text, tokens);
  }

  private Node tree(byte[] text, Tokens tokens) throws FaultException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try (TSTree tree =
        parser.parseWithOptions(
            buffer,
            null,
            (into, offset, _) -> {
              int length = Math.min(into.length, text.length - offset);
              if (length <= 0) {
                return 0;
              }
              System.arraycopy(text, offset, into, 0, length);
              return length;
            },
            TSInputEncoding.TSInputEncodingUTF8,
            _ -> System.nanoTime() - end > 0)) {
      if (tree == null) {
        parser.reset();
        throw new FaultException(Fault.Kind.TOO_COMPLEX, 1, "too complex: parsing takes too long");
      }
      return copy(tree.getRootNode(), tokens);
    }
  }

  private Node copy(TSNode root, Tokens tokens) throws FaultException {
    if (root.hasError()) {
      throw error(root, tokens);
    }
    Refusals refusals = new Refusals(tokens);
    Deque<Open> path = new ArrayDeque<>();
    try (TSTreeCursor cursor = new TSTreeCursor(root)) {
      Open top = open(cursor);
      path.push(top);
      boolean down = true;
      while (true) {
        if (down && cursor.gotoFirstChild()) {
          if (path.size() > MOST_LEVELS) {
            throw new FaultException(
                Fault.Kind.TOO_COMPLEX,
                tokens.line(path.element().start),
                "too complex: the code nests too deeply");
          }
          path.push(open(cursor));
          continue;
        }
        Open done = path.pop();
        Node node = done.close();
        Optional<String> complaint = refusals.of(node, path);
        if (complaint.isPresent()) {
          throw new FaultException(Fault.Kind.SYNTAX, tokens.line(node.start()), complaint.get());
        }
        if (path.isEmpty()) {
          return node;
        }
        if (!node.is("comment") && !node.is("line_continuation")) {
          path.element().children.add(node);
        }
        if (cursor.gotoNextSibling()) {
          path.push(open(cursor));
          down = true;
        } else {
          cursor.gotoParent();
          down = false;
        }
      }
    }
  }

  private Open open(TSTreeCursor cursor) {
    TSNode node = cursor.currentNode();
    int symbol = node.getSymbol();
    int field = cursor.currentFieldId();
    return new Open(
        types[symbol], named[symbol], fields[field], node.getStartByte(), node.getEndByte());
  }

  private FaultException error(TSNode root, Tokens tokens) {
    int line = 1;
    try (TSTreeCursor cursor = new TSTreeCursor(root)) {
      boolean more = true;
      while (more) {
        TSNode node = cursor.currentNode();
        line = tokens.line(node.getStartByte());
        if (node.isError() || node.isMissing() || !cursor.gotoFirstChild()) {
          break;
        }
        more = true;
        while (!cursor.currentNode().hasError()) {
          if (!cursor.gotoNextSibling()) {
            more = false;
            break;
          }
        }
      }
    }
    return new FaultException(Fault.Kind.SYNTAX, line, "Python cannot parse this");
  }

  /// A node whose children are still being copied.
  static final class Open {
    final String type;
    final boolean named;
    final String field;
    final int start;
    final int end;
    final List<Node> children = new ArrayList<>(4);

    Open(String type, boolean named, String field, int start, int end) {
      this.type = type;
      this.named = named;
      this.field = field;
      this.start = start;
      this.end = end;
    }

    Node close() {
      return new Node(type, field, named, start, end, List.copyOf(children));
    }
  }
}
