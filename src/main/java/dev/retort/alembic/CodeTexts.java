package dev.retort.alembic;

import dev.retort.python.Outline;
import dev.retort.python.Term;
import dev.retort.python.Term.Attribute;
import dev.retort.python.Term.Call;
import dev.retort.python.Term.Element;
import dev.retort.python.Term.Formatted;
import dev.retort.python.Term.Items;
import dev.retort.python.Term.Joined;
import dev.retort.python.Term.Name;
import dev.retort.python.Term.Text;
import dev.retort.python.Term.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The texts that the code of one file builds out of literals, its own place and the usual calls of
/// `os.path` and `pathlib`. A path in the repository is written below [Options#HERE_ROOT], as an
/// expanded `%(here)s` is.
final class CodeTexts {
  private static final int DEEPEST = 20;

  private final String here;
  private final Map<String, List<Term>> assigned = new HashMap<>();

  /// @param path of the file
  CodeTexts(String path, Outline outline) {
    this.here = Options.HERE_ROOT + "/" + path;
    for (Outline.Statement statement : outline.statements()) {
      if (statement instanceof Outline.Assignment assignment
          && assignment.target() instanceof Name name) {
        assigned
            .computeIfAbsent(name.name(), none -> new ArrayList<>())
            .add(assignment.extending() ? new Term.Other() : assignment.value());
      }
    }
  }

  /// What an expression is, where its file says so in full.
  Optional<String> text(Term expression) {
    return text(expression, 0);
  }

  /// The elements of a list, or of a text that a list is joined to; empty unless all are known.
  Optional<List<String>> texts(Term expression) {
    return texts(expression, 0);
  }

  private Optional<List<String>> texts(Term expression, int depth) {
    if (expression instanceof Items items) {
      List<String> all = new ArrayList<>();
      for (Term element : items.elements()) {
        Optional<String> text = text(element, depth + 1);
        if (text.isEmpty()) {
          return Optional.empty();
        }
        all.add(text.get());
      }
      return Optional.of(all);
    }
    if (expression instanceof Name name && depth < DEEPEST) {
      return bound(name).flatMap(value -> texts(value, depth + 1));
    }
    boolean conversion =
        expression instanceof Call call
            && call.arguments().size() == 1
            && (call.function().dotted().equals("list")
                || call.function().dotted().equals("tuple"));
    return conversion
        ? texts(((Call) expression).arguments().getFirst(), depth + 1)
        : Optional.empty();
  }

  /// The value of a name that the file assigns once.
  private Optional<Term> bound(Name name) {
    List<Term> values = assigned.getOrDefault(name.name(), List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private Optional<String> text(Term expression, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    return switch (expression) {
      case Text text -> Optional.of(text.text());
      case Name name when name.name().equals("__file__") -> Optional.of(here);
      case Name name -> bound(name).flatMap(value -> text(value, depth + 1));
      case Attribute attribute -> attribute(attribute, depth);
      case Element element -> ancestor(element, depth);
      case Call call -> call(call, depth);
      case Joined joined -> {
        Optional<String> left = text(joined.left(), depth + 1);
        Optional<String> right = text(joined.right(), depth + 1);
        yield left.isPresent() && right.isPresent()
            ? Optional.of(
                joined.sign() == '/' ? joined(left.get(), right.get()) : left.get() + right.get())
            : Optional.empty();
      }
      case Formatted formatted -> {
        StringBuilder whole = new StringBuilder();
        for (Term part : formatted.parts()) {
          Optional<String> text = text(part, depth + 1);
          if (text.isEmpty()) {
            yield Optional.empty();
          }
          whole.append(text.get());
        }
        yield Optional.of(whole.toString());
      }
      case Whole _, Items _, Term.Other _ -> Optional.empty();
    };
  }

  private Optional<String> attribute(Attribute attribute, int depth) {
    return switch (attribute.dotted()) {
      case "os.pardir" -> Optional.of("..");
      case "os.curdir" -> Optional.of(".");
      case "os.sep", "os.path.sep" -> Optional.of("/");
      case "os.pathsep" -> Optional.of(":");
      default ->
          attribute.name().equals("parent")
              ? text(attribute.of(), depth + 1).flatMap(CodeTexts::parent)
              : Optional.empty();
    };
  }

  /// `Path(…).parents[n]`.
  private Optional<String> ancestor(Element element, int depth) {
    if (!(element.of() instanceof Attribute attribute)
        || !attribute.name().equals("parents")
        || !(element.key() instanceof Whole levels)
        || levels.value() > DEEPEST) {
      return Optional.empty();
    }
    Optional<String> at = text(attribute.of(), depth + 1);
    for (long i = 0; i <= levels.value(); i++) {
      at = at.flatMap(CodeTexts::parent);
    }
    return at;
  }

  private Optional<String> call(Call call, int depth) {
    String last = call.function().lastName();
    Term function = call.function();
    if (call.arguments().isEmpty()) {
      boolean same =
          function instanceof Attribute
              && switch (last) {
                case "resolve", "absolute", "as_posix", "expanduser" -> true;
                default -> false;
              };
      boolean current =
          function.dotted().equals("os.getcwd") || function.dotted().endsWith("Path.cwd");
      return current
          ? Optional.of(".")
          : same ? text(((Attribute) function).of(), depth + 1) : Optional.empty();
    }
    return switch (last) {
      case "abspath",
          "realpath",
          "normpath",
          "fspath",
          "str",
          "Path",
          "PurePath",
          "PosixPath",
          "expanduser",
          "resolve" ->
          last.equals("resolve") && function instanceof Attribute of
              ? text(of.of(), depth + 1)
              : joined(call.arguments(), depth);
      case "dirname" -> text(call.arguments().getFirst(), depth + 1).flatMap(CodeTexts::parent);
      case "join" ->
          isPathModule(function)
              ? joined(call.arguments(), depth)
              : function instanceof Attribute of
                  ? separated(of.of(), call.arguments().getFirst(), depth)
                  : Optional.empty();
      case "joinpath" -> {
        List<Term> all = new ArrayList<>();
        if (function instanceof Attribute of) {
          all.add(of.of());
        }
        all.addAll(call.arguments());
        yield joined(all, depth);
      }
      default -> Optional.empty();
    };
  }

  /// `separator.join(parts)`.
  private Optional<String> separated(Term separator, Term parts, int depth) {
    Optional<String> between = text(separator, depth + 1);
    Optional<List<String>> all = texts(parts, depth + 1);
    return between.flatMap(sign -> all.map(each -> String.join(sign, each)));
  }

  private static boolean isPathModule(Term function) {
    return switch (function.dotted()) {
      case "os.path.join", "path.join", "osp.join", "op.join", "posixpath.join", "join" -> true;
      default -> false;
    };
  }

  private Optional<String> joined(List<Term> parts, int depth) {
    Optional<String> path = text(parts.getFirst(), depth + 1);
    for (Term part : parts.subList(1, parts.size())) {
      Optional<String> next = text(part, depth + 1);
      path = path.flatMap(left -> next.map(right -> joined(left, right)));
    }
    return path;
  }

  private static String joined(String left, String right) {
    return right.startsWith("/") || left.isEmpty()
        ? right
        : left.endsWith("/") ? left + right : left + "/" + right;
  }

  /// The folder of a path in the repository, or of a relative one.
  private static Optional<String> parent(String path) {
    boolean placed = path.startsWith(Options.HERE_ROOT);
    String rest =
        placed ? path.substring(Options.HERE_ROOT.length()).replaceFirst("^/+", "") : path;
    return Folders.normalise(Folders.ROOT, rest)
        .filter(inside -> !inside.equals(Folders.ROOT))
        .map(Folders::parent)
        .map(folder ->
            placed
                ? folder.equals(Folders.ROOT) ? Options.HERE_ROOT : Options.HERE_ROOT + "/" + folder
                : folder);
  }
}
