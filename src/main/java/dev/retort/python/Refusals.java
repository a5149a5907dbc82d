package dev.retort.python;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What tree-sitter's tolerant grammar takes although Python does not.
final class Refusals {
  private static final Optional<String> PYTHON_2 = Optional.of("this is the syntax of Python 2");

  private final Tokens tokens;

  Refusals(Tokens tokens) {
    this.tokens = tokens;
  }

  /// The complaint about a node, where there is one.
  ///
  /// @param ancestors types of the nodes around it, the nearest first
  Optional<String> of(Node node, Iterable<Grammar.Open> ancestors) {
    return switch (node.type()) {
      case "exec_statement", "<>" -> PYTHON_2;
      // `print >>f, x` is still an expression.
      case "print_statement" -> node.parts().getFirst().is("chevron") ? line(node) : PYTHON_2;
      case "except_clause" -> node.has(",") ? PYTHON_2 : header(node);
      case "as_pattern" -> target(ancestors);
      case "try_statement" -> header(node).or(() -> handlers(node));
      case "if_statement",
          "elif_clause",
          "else_clause",
          "for_statement",
          "while_statement",
          "with_statement",
          "finally_clause",
          "function_definition",
          "class_definition",
          "match_statement",
          "case_clause" ->
          header(node);
      case "block" ->
          node.children().isEmpty()
              ? Optional.of("an indented block is missing after this line")
              : Optional.empty();
      case "identifier" ->
          Keywords.is(text(node))
              ? Optional.of("`" + text(node) + "` cannot be a name")
              : Optional.empty();
      case "argument_list" -> arguments(node.parts());
      case "concatenated_string" -> strings(node.parts());
      case "assignment" -> assignment(node);
      case "parameters", "lambda_parameters" -> parameters(node.parts());
      case "augmented_assignment" ->
          switch (node.child("left").type()) {
            case "identifier", "attribute", "subscript" -> Optional.empty();
            default -> Optional.of("only a single name can be changed in place");
          };
      case "conditional_expression" ->
          node.parts().size() == 3 && node.parts().get(1).is("conditional_expression")
              ? Optional.of("a condition holds another one without brackets")
              : Optional.empty();
      case "for_in_clause" ->
          node.has(",")
              ? Optional.of("a comprehension goes over one thing, not over a list without brackets")
              : Optional.empty();
      case "list_splat" -> splat(ancestors.iterator());
      case "await" -> inside(ancestors, "await", true);
      case "return_statement" -> line(node).or(() -> inside(ancestors, "return", false));
      case "yield" -> inside(ancestors, "yield", false);
      case "break_statement", "continue_statement" -> looped(ancestors);
      case "expression_statement",
          "import_statement",
          "import_from_statement",
          "future_import_statement",
          "assert_statement",
          "delete_statement",
          "raise_statement",
          "global_statement",
          "nonlocal_statement",
          "type_alias_statement" ->
          line(node);
      default -> Optional.empty();
    };
  }

  /// A simple statement stands in one logical line.
  private Optional<String> line(Node node) {
    int first = tokens.from(node.start());
    for (int i = first; i < tokens.size() && tokens.start(i) < node.end(); i++) {
      if (tokens.kind(i) == Tokens.Kind.NEWLINE && tokens.from(node.end()) > i + 1) {
        return Optional.of("the statement is not complete at the end of its line");
      }
    }
    boolean dangling = node.is("import_from_statement") && node.children().getLast().is(",");
    return dangling ? Optional.of("the list of imported names ends in a comma") : Optional.empty();
  }

  /// What stands before the colon of a compound statement stands in one logical line too.
  private Optional<String> header(Node node) {
    for (Node child : node.children()) {
      if (child.is(":")) {
        for (int i = tokens.from(node.start()); tokens.start(i) < child.start(); i++) {
          if (tokens.kind(i) == Tokens.Kind.NEWLINE) {
            return Optional.of("the statement is not complete at the end of its line");
          }
        }
        break;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> target(Iterable<Grammar.Open> ancestors) {
    for (Grammar.Open ancestor : ancestors) {
      switch (ancestor.type) {
        case "except_clause", "except_group_clause", "with_item", "case_pattern", "case_clause" -> {
          return Optional.empty();
        }
        case "block", "module" -> {
          return Optional.of("`as` stands where it has no meaning");
        }
        default -> {}
      }
    }
    return Optional.empty();
  }

  /// The grammar hangs the star below a condition that it stands before.
  private static Optional<String> splat(Iterator<Grammar.Open> ancestors) {
    boolean loose = false;
    while (ancestors.hasNext()) {
      switch (ancestors.next().type) {
        case "boolean_operator", "comparison_operator", "conditional_expression" -> loose = true;
        case "argument_list" -> {
          return Optional.empty();
        }
        default -> {
          return loose ? Optional.of("`*` stands before a condition") : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> handlers(Node node) {
    boolean plain = false;
    boolean group = false;
    boolean last = false;
    boolean all = false;
    for (Node part : node.parts()) {
      if (all && part.is("except_clause")) {
        return Optional.of("an `except` for everything is not the last one");
      }
      all |= part.is("except_clause") && part.parts().getFirst().is("block");
      boolean starred = part.has("*") || part.has("except*") || part.is("except_group_clause");
      switch (part.type()) {
        case "except_clause", "except_group_clause" -> {
          group |= starred;
          plain |= !starred;
        }
        case "finally_clause" -> last = true;
        default -> {}
      }
    }
    if (plain && group) {
      return Optional.of("`except` and `except*` are mixed");
    }
    return plain || group || last
        ? Optional.empty()
        : Optional.of("`try` has neither `except` nor `finally`");
  }

  private Optional<String> arguments(List<Node> arguments) {
    Set<String> names = new HashSet<>();
    boolean keyword = false;
    boolean unpacked = false;
    for (Node argument : arguments) {
      switch (argument.type()) {
        case "keyword_argument" -> {
          keyword = true;
          if (!names.add(text(argument.child("name")))) {
            return Optional.of("a keyword argument is given twice");
          }
        }
        case "dictionary_splat" -> unpacked = true;
        case "list_splat" -> {
          if (unpacked) {
            return Optional.of("`*` follows `**` in the arguments");
          }
        }
        default -> {
          if (keyword || unpacked) {
            return Optional.of("a positional argument follows a keyword argument");
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> strings(List<Node> strings) {
    long octets =
        strings.stream().filter(s -> PlainStrings.isOctets(tokens, tokens.from(s.start()))).count();
    return octets == 0 || octets == strings.size()
        ? Optional.empty()
        : Optional.of("bytes and text stand side by side in one literal");
  }

  private static Optional<String> assignment(Node node) {
    Node left = node.child("left");
    boolean several =
        left.is("pattern_list")
            || left.is("list_pattern")
            || (left.is("tuple_pattern") && (left.has(",") || left.parts().size() != 1));
    boolean annotated = node.child("type").isPresent();
    Node right = node.child("right");
    boolean chained = right.is("assignment") && (annotated || right.child("type").isPresent());
    return (annotated && several) || chained
        ? Optional.of("only a single name can have an annotation")
        : Optional.empty();
  }

  private Optional<String> parameters(List<Node> parameters) {
    Set<String> names = new HashSet<>();
    boolean optional = false;
    for (Node parameter : parameters) {
      boolean star =
          parameter.is("list_splat_pattern")
              || parameter.is("dictionary_splat_pattern")
              || parameter.is("keyword_separator");
      Node name = parameter;
      while (!name.is("identifier") && !name.parts().isEmpty()) {
        star |= name.is("list_splat_pattern") || name.is("dictionary_splat_pattern");
        name = name.parts().getFirst();
      }
      if (name.is("identifier") && !names.add(text(name))) {
        return Optional.of("a parameter is declared twice");
      }
      if (star) {
        return distinct(parameters);
      }
      boolean given = parameter.child("value").isPresent();
      if (optional && !given && name.is("identifier")) {
        return Optional.of("a parameter without a default follows one with a default");
      }
      optional |= given;
    }
    return Optional.empty();
  }

  private Optional<String> distinct(List<Node> parameters) {
    Set<String> names = new HashSet<>();
    for (Node parameter : parameters) {
      Node name = parameter;
      while (!name.is("identifier") && !name.parts().isEmpty()) {
        name = name.parts().getFirst();
      }
      if (name.is("identifier") && !names.add(text(name))) {
        return Optional.of("a parameter is declared twice");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inside(
      Iterable<Grammar.Open> ancestors, String word, boolean asynchronous) {
    for (Grammar.Open ancestor : ancestors) {
      switch (ancestor.type) {
        case "lambda" -> {
          return asynchronous ? outside(word) : Optional.empty();
        }
        case "function_definition" -> {
          boolean async = !ancestor.children.isEmpty() && ancestor.children.getFirst().is("async");
          return asynchronous && !async ? outside(word) : Optional.empty();
        }
        case "class_definition" -> {
          return outside(word);
        }
        default -> {}
      }
    }
    return outside(word);
  }

  private static Optional<String> outside(String word) {
    return Optional.of("`" + word + "` stands outside a function that may hold it");
  }

  private static Optional<String> looped(Iterable<Grammar.Open> ancestors) {
    Optional<String> complaint = Optional.of("`break` or `continue` stands outside a loop");
    boolean otherwise = false;
    for (Grammar.Open ancestor : ancestors) {
      switch (ancestor.type) {
        case "for_statement", "while_statement" -> {
          if (!otherwise) {
            return Optional.empty();
          }
          otherwise = false;
        }
        case "else_clause" -> otherwise = true;
        case "if_statement", "try_statement" -> otherwise = false;
        case "function_definition", "class_definition" -> {
          return complaint;
        }
        default -> {}
      }
    }
    return complaint;
  }

  private String text(Node node) {
    return new String(
        tokens.bytes,
        node.start(),
        node.end() - node.start(),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
