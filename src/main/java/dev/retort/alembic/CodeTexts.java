package dev.retort.alembic;

import dev.retort.python.Expression;
import dev.retort.python.Expression.Attribute;
import dev.retort.python.Expression.BinOp;
import dev.retort.python.Expression.Call;
import dev.retort.python.Expression.Constant;
import dev.retort.python.Expression.FormattedValue;
import dev.retort.python.Expression.JoinedStr;
import dev.retort.python.Expression.Name;
import dev.retort.python.Expression.Subscript;
import dev.retort.python.Outline;
import dev.retort.python.Value;
import java.math.BigInteger;
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

  /// The value of each name that the file assigns; empty where it does so twice.
  private final Map<String, Optional<Expression>> assigned = new HashMap<>();

  /// @param path of the file
  CodeTexts(String path, Outline outline) {
    this.here = Options.HERE_ROOT + "/" + path;
    for (Outline.Mention mention : outline.mentions()) {
      if (mention instanceof Outline.Assignment assignment
          && assignment.target() instanceof Name name) {
        Optional<Expression> value =
            assignment.extending() ? Optional.empty() : Optional.of(assignment.value());
        assigned.merge(name.id(), value, (_, _) -> Optional.empty());
      }
    }
  }

  /// What an expression is, where its file says so in full.
  Optional<String> text(Expression expression) {
    return text(expression, 0);
  }

  /// The elements of a list, or of a text that a list is joined to; empty unless all are known.
  Optional<List<String>> texts(Expression expression) {
    return texts(expression, 0);
  }

  private Optional<List<String>> texts(Expression expression, int depth) {
    return switch (expression) {
      case Expression.Tuple tuple -> all(tuple.elements(), depth);
      case Expression.ListDisplay list -> all(list.elements(), depth);
      case Name name when depth < DEEPEST -> bound(name).flatMap(value -> texts(value, depth + 1));
      case Call call when call.arguments().size() == 1 && isConversion(call.function().dotted()) ->
          texts(call.arguments().getFirst(), depth + 1);
      default -> Optional.empty();
    };
  }

  private static boolean isConversion(String function) {
    return function.equals("list") || function.equals("tuple");
  }

  /// The texts of some expressions, empty unless all are known.
  private Optional<List<String>> all(List<Expression> expressions, int depth) {
    List<String> all = new ArrayList<>();
    for (Expression expression : expressions) {
      text(expression, depth + 1).ifPresent(all::add);
    }
    return all.size() == expressions.size() ? Optional.of(all) : Optional.empty();
  }

  /// The value of a name that the file assigns once.
  private Optional<Expression> bound(Name name) {
    return assigned.getOrDefault(name.id(), Optional.empty());
  }

  private Optional<String> text(Expression expression, int depth) {
    if (depth > DEEPEST) {
      return Optional.empty();
    }
    return switch (expression) {
      case Constant(_, _, Value.Text(String text)) -> Optional.of(text);
      case Name name when name.id().equals("__file__") -> Optional.of(here);
      case Name name -> bound(name).flatMap(value -> text(value, depth + 1));
      case Attribute attribute -> attribute(attribute, depth);
      case Subscript element -> ancestor(element, depth);
      case Call call when call.keywords().stream().allMatch(each -> each.name().isPresent()) ->
          call(call, depth);
      case BinOp path when path.operator().equals("/") ->
          joined(List.of(path.left(), path.right()), depth);
      case BinOp sum when sum.operator().equals("+") ->
          all(List.of(sum.left(), sum.right()), depth).map(both -> String.join("", both));
      case JoinedStr formatted ->
          all(formatted.pieces(), depth).map(pieces -> String.join("", pieces));
      case FormattedValue field when field.isPlain() -> text(field.value(), depth);
      default -> Optional.empty();
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
              ? text(attribute.value(), depth + 1).flatMap(CodeTexts::parent)
              : Optional.empty();
    };
  }

  /// `Path(…).parents[n]`.
  private Optional<String> ancestor(Subscript element, int depth) {
    if (!(element.value() instanceof Attribute attribute)
        || !attribute.name().equals("parents")
        || !(element.index() instanceof Constant(_, _, Value.Whole(BigInteger levels)))
        || levels.compareTo(BigInteger.valueOf(DEEPEST)) > 0) {
      return Optional.empty();
    }
    Optional<String> at = text(attribute.value(), depth + 1);
    for (int i = 0; i <= levels.intValue(); i++) {
      at = at.flatMap(CodeTexts::parent);
    }
    return at;
  }

  private Optional<String> call(Call call, int depth) {
    String last = call.function().lastName();
    Expression function = call.function();
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
          : same ? text(((Attribute) function).value(), depth + 1) : Optional.empty();
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
              ? text(of.value(), depth + 1)
              : joined(call.arguments(), depth);
      case "dirname" -> text(call.arguments().getFirst(), depth + 1).flatMap(CodeTexts::parent);
      case "join" ->
          isPathModule(function)
              ? joined(call.arguments(), depth)
              : function instanceof Attribute of
                  ? separated(of.value(), call.arguments().getFirst(), depth)
                  : Optional.empty();
      case "joinpath" -> {
        List<Expression> all = new ArrayList<>();
        if (function instanceof Attribute of) {
          all.add(of.value());
        }
        all.addAll(call.arguments());
        yield joined(all, depth);
      }
      default -> Optional.empty();
    };
  }

  /// `separator.join(parts)`.
  private Optional<String> separated(Expression separator, Expression parts, int depth) {
    Optional<String> between = text(separator, depth + 1);
    Optional<List<String>> all = texts(parts, depth + 1);
    return between.flatMap(sign -> all.map(each -> String.join(sign, each)));
  }

  private static boolean isPathModule(Expression function) {
    return switch (function.dotted()) {
      case "os.path.join", "path.join", "osp.join", "op.join", "posixpath.join", "join" -> true;
      default -> false;
    };
  }

  private Optional<String> joined(List<Expression> parts, int depth) {
    Optional<String> path = text(parts.getFirst(), depth + 1);
    for (Expression part : parts.subList(1, parts.size())) {
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
