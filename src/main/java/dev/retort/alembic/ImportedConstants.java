package dev.retort.alembic;

import dev.retort.python.Doubt;
import dev.retort.python.PythonModule;
import dev.retort.python.PythonModule.Binding;
import dev.retort.python.PythonReader;
import dev.retort.python.Value;
import dev.retort.python.Value.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plain constants of the repository's modules, to which the names that a revision file imports are
/// followed: through star imports, re-exports and the attributes of classes. What is computed
/// there, or comes from elsewhere, stays unknown, and says so.
final class ImportedConstants {
  private static final int DEEPEST = 6;

  /// Looked at for one value; star imports of star imports grow without bound.
  private static final int MOST_NAMES = 300;

  private static final String EXPORTS = "__all__";

  private final SourceTree tree;
  private final ModulePaths modules;
  private final Map<String, Map<String, Optional<Value>>> kept = new HashMap<>();

  private int left;

  ImportedConstants(SourceTree tree, Environment environment) {
    this.tree = tree;
    this.modules = new ModulePaths(tree, environment);
  }

  /// What a name of a file is, with everything in it that can be followed; where it cannot, why.
  ///
  /// @param needed whether the file does not load without the name: then a star import of a module
  ///   that is not here may bring it, and otherwise nobody else's exports what Alembic looks for
  /// @return empty where the name is certainly not bound, and need not be
  Optional<Value> followed(Value value, boolean needed) {
    left = MOST_NAMES;
    return !needed
            && value instanceof Value.Unknown unknown
            && unknown.origin().orElse(null) instanceof Origin.Starred starred
        ? starred(unknown, starred, needed, DEEPEST)
        : Optional.of(followed(value, DEEPEST));
  }

  private Value followed(Value value, int depth) {
    return switch (value) {
      case Value.Unknown unknown when depth > 0 && unknown.origin().isPresent() ->
          followed(unknown, unknown.origin().get(), depth);
      case Value.Items items ->
          new Value.Items(
              items.shape(),
              items.elements().stream().map(element -> followed(element, depth)).toList());
      default -> value;
    };
  }

  private Value followed(Value.Unknown unknown, Origin origin, int depth) {
    return switch (origin) {
      case Origin.Imported(String module, Optional<String> name) when name.isPresent() ->
          imported(unknown, module, name.get(), depth);
      case Origin.Attribute(Value object, String name) -> {
        Value owner = followed(object, depth - 1);
        yield switch (owner) {
          case Value.Namespace namespace ->
              Optional.ofNullable(namespace.attributes().get(name))
                  .map(value -> followed(value, depth - 1))
                  .orElse(because(unknown, new DeadEnd.NoAttribute(name)));
          case Value.Unknown module when moduleOf(module).isPresent() ->
              imported(unknown, moduleOf(module).get(), name, depth);
          case Value.Unknown other
              when other.origin().filter(Origin.Called.class::isInstance).isEmpty() ->
              because(unknown, why(other));
          case Value.Opaque _ -> because(unknown, new DeadEnd.MadeElsewhere());
          default -> unknown;
        };
      }
      case Origin.Starred starred ->
          starred(unknown, starred, true, depth)
              .orElse(because(unknown, new DeadEnd.NotExported(starred.module(), starred.name())));
      case Origin.Unpacked unpacked -> unpacked(unknown, unpacked, depth);
      case Origin.Imported _, Origin.Defined _, Origin.Called _, Origin.InVain _ -> unknown;
    };
  }

  private Value unpacked(Value.Unknown unknown, Origin.Unpacked display, int depth) {
    List<Value> elements = new ArrayList<>();
    for (int i = 0; i < display.parts().size(); i++) {
      Value part = followed(display.parts().get(i), depth - 1);
      if (!display.unpacked().contains(i)) {
        elements.add(part);
      } else if (part instanceof Value.Items items) {
        elements.addAll(items.elements());
      } else {
        return part instanceof Value.Unknown other ? because(unknown, why(other)) : unknown;
      }
    }
    return elements.size() > MOST_NAMES ? unknown : new Value.Items(display.shape(), elements);
  }

  /// The full name of the module that a value is.
  private static Optional<String> moduleOf(Value.Unknown value) {
    return value.origin().orElse(null) instanceof Origin.Imported(String module, var name)
            && name.isEmpty()
        ? Optional.of(module)
        : Optional.empty();
  }

  private Value imported(Value.Unknown unknown, String module, String name, int depth) {
    Optional<String> path = modules.file(module);
    Optional<Value> bound = path.flatMap(_ -> bound(module, name, depth));
    if (bound.isPresent()) {
      return bound.get() instanceof Value.Unknown there && moduleOf(there).isEmpty()
          ? because(unknown, within(name, path.get(), why(there)))
          : bound.get();
    }
    String part = module + "." + name;
    if (modules.has(part)) {
      return new Value.Unknown(
          unknown.line(),
          Doubt.OfModule.ITSELF,
          Optional.of(new Origin.Imported(part, Optional.empty())));
    }
    return because(
        unknown,
        path.<DeadEnd>map(file -> new DeadEnd.NotBound(file, name))
            .orElse(
                modules.has(module)
                    ? new DeadEnd.NotInPackage(name, module)
                    : new DeadEnd.ForeignModule(module)));
  }

  /// Where a name comes from that cannot be known there either; only the last place is said.
  private static DeadEnd within(String name, String module, DeadEnd last) {
    return last instanceof DeadEnd.Within || last instanceof DeadEnd.ForeignModule
        ? last
        : new DeadEnd.Within(name, module, last);
  }

  private static Value.Unknown because(Value.Unknown unknown, DeadEnd end) {
    return new Value.Unknown(unknown.line(), unknown.reason(), Optional.of(end));
  }

  private static DeadEnd why(Value.Unknown unknown) {
    return unknown.origin().orElse(null) instanceof DeadEnd end
        ? end
        : new DeadEnd.NotPlain(unknown.reason());
  }

  /// What a name is that star imports may bind, the last of them first.
  private Optional<Value> starred(
      Value.Unknown unknown, Origin.Starred last, boolean needed, int depth) {
    Origin.Starred star = last;
    while (true) {
      if (modules.has(star.module())) {
        Optional<Value> exported = exported(star.module(), star.name(), depth);
        if (exported.isPresent()) {
          return exported.map(value ->
              value instanceof Value.Unknown other && moduleOf(other).isEmpty()
                  ? because(
                      new Value.Unknown(unknown.line(), other.reason(), Optional.empty()),
                      within(last.name(), last.module(), why(other)))
                  : value);
        }
      } else if (needed) {
        return Optional.of(because(unknown, new DeadEnd.ForeignStar(star.module())));
      }
      Optional<Value> before = star.before();
      if (before.isPresent() && before.get().origin().orElse(null) instanceof Origin.Starred next) {
        star = next;
      } else {
        return before.map(value -> followed(value, depth - 1));
      }
    }
  }

  /// What `from module import *` binds a name to; empty where it does not.
  private Optional<Value> exported(String module, String name, int depth) {
    Optional<Value> list =
        modules.file(module).isEmpty() ? Optional.empty() : bound(module, EXPORTS, depth);
    if (list.isPresent()) {
      if (!(list.get() instanceof Value.Items items)) {
        return Optional.of(unknown(new Doubt.ComputedExports(module)));
      }
      if (!items.elements().contains(new Value.Text(name))) {
        return Optional.empty();
      }
    } else if (name.startsWith("_")) {
      return Optional.empty();
    }
    return modules.file(module).flatMap(_ -> bound(module, name, depth));
  }

  /// What a module of the repository binds a name to, known or not.
  private Optional<Value> bound(String module, String name, int depth) {
    Optional<String> path = modules.file(module);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    if (depth <= 0 || --left < 0) {
      return Optional.of(unknown(Doubt.OfModule.TOO_MANY));
    }
    Map<String, Optional<Value>> names = kept.computeIfAbsent(path.get(), _ -> new HashMap<>());
    if (!names.containsKey(name)) {
      Origin itself = new Origin.Imported(module, Optional.of(name));
      // A package that imports its own part by its name binds it to the module of that name.
      names.put(
          name,
          read(path.get(), name).filter(found -> !found.origin().equals(Optional.of(itself))));
    }
    Optional<Value> value = names.getOrDefault(name, Optional.empty());
    if (value.isPresent()
        && value.get() instanceof Value.Unknown unknown
        && unknown.origin().orElse(null) instanceof Origin.Starred starred) {
      return starred(unknown, starred, true, depth - 1);
    }
    return value.map(found -> followed(found, depth - 1));
  }

  private Optional<Value> read(String path, String name) {
    byte[] content = tree.read(List.of(path)).get(path);
    if (content == null) {
      return Optional.of(unknown(new Doubt.AbsentModule(path)));
    }
    PythonModule read = PythonReader.read(content, Set.of(name));
    return read.fault().isPresent()
        ? Optional.of(unknown(new Doubt.UnreadableModule(path)))
        : read.binding(name).map(Binding::value).map(value -> absolute(value, path));
  }

  private static Value.Unknown unknown(Doubt reason) {
    return new Value.Unknown(1, reason, Optional.empty());
  }

  /// The value with imports in it that are relative to the file where it stands by their full
  /// names.
  private Value absolute(Value value, String path) {
    return switch (value) {
      case Value.Unknown unknown ->
          new Value.Unknown(
              unknown.line(),
              unknown.reason(),
              unknown.origin().map(origin -> absolute(origin, path)));
      case Value.Items items ->
          new Value.Items(
              items.shape(),
              items.elements().stream().map(element -> absolute(element, path)).toList());
      case Value.Namespace namespace -> {
        Map<String, Value> attributes = new LinkedHashMap<>();
        namespace.attributes().forEach((name, each) -> attributes.put(name, absolute(each, path)));
        yield new Value.Namespace(namespace.type(), attributes);
      }
      default -> value;
    };
  }

  private Origin absolute(Origin origin, String path) {
    return switch (origin) {
      case Origin.Imported imported ->
          new Origin.Imported(absolute(imported.module(), path), imported.name());
      case Origin.Attribute attribute ->
          new Origin.Attribute(absolute(attribute.object(), path), attribute.name());
      case Origin.Starred starred ->
          new Origin.Starred(
              absolute(starred.module(), path),
              starred.name(),
              starred.before().map(before -> absolute(before, path)));
      case Origin.Unpacked unpacked ->
          new Origin.Unpacked(
              unpacked.shape(),
              unpacked.parts().stream().map(part -> absolute(part, path)).toList(),
              unpacked.unpacked());
      case Origin.Defined _, Origin.Called _, Origin.InVain _ -> origin;
    };
  }

  private String absolute(String module, String path) {
    return module.startsWith(".") ? modules.absolute(path, module).orElse(module) : module;
  }
}
