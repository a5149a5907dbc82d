package dev.retort.python;

import java.nio.charset.StandardCharsets;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterPython;

/// Tree-sitter's tolerant grammar of Python as a second opinion.
final class TreeSitter {
  private final TSParser parser = new TSParser();

  TreeSitter() {
    parser.setLanguage(new TreeSitterPython());
  }

  boolean accepts(byte[] file) {
    try (TSTree tree = parser.parseString(null, new String(file, StandardCharsets.UTF_8))) {
      return !tree.getRootNode().hasError();
    }
  }
}
