package dev.retort.alembic;

import dev.retort.python.Binding;
import dev.retort.python.PythonModule;
import dev.retort.python.PythonReader;
import dev.retort.python.Value;
import dev.retort.python.Value.Origin;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Follows names that a revision file imports to the plain constants of the repository's modules.
/// What is computed there, or comes from elsewhere, stays unknown.
final class ImportedConstants {
  private static final int DEEPEST = 6;

  private final SourceTree tree;
  private final ModulePaths modules;

  ImportedConstants(SourceTree tree, Environment environment) {
    this.tree = tree;
    this.modules = new ModulePaths(tree, environment);
  }

  /// The value with everything in it that can be followed.
  Value followed(Value value) {
    return followed(value, DEEPEST);
  }

  private Value followed(Value value, int depth) {
    return switch (value) {
      case Value.Unknown unknown when depth > 0 ->
          unknown.origin().flatMap(origin -> constant(origin, depth)).orElse(unknown);
      case Value.Items items ->
          new Value.Items(
              items.shape(),
              items.elements().stream().map(element -> followed(element, depth)).toList());
      default -> value;
    };
  }

  private Optional<Value> constant(Origin origin, int depth) {
    return switch (origin) {
      case Origin.Imported imported ->
          imported
              .name()
              .filter(name -> !name.equals("*"))
              .flatMap(name -> lookUp(imported.module(), name, depth));
      case Origin.Attribute attribute ->
          module(attribute.object(), DEEPEST)
              .flatMap(module -> lookUp(module, attribute.name(), depth));
      case Origin.Defined _, Origin.Called _ -> Optional.empty();
    };
  }

  /// The full name of the module that a value is.
  private Optional<String> module(Value value, int depth) {
    if (depth == 0 || !(value instanceof Value.Unknown unknown) || unknown.origin().isEmpty()) {
      return Optional.empty();
    }
    return switch (unknown.origin().get()) {
      case Origin.Imported imported ->
          Optional.of(imported.module() + imported.name().map(name -> "." + name).orElse(""))
              .filter(modules::has);
      case Origin.Attribute attribute ->
          module(attribute.object(), depth - 1)
              .map(module -> module + "." + attribute.name())
              .filter(modules::has);
      case Origin.Defined _, Origin.Called _ -> Optional.empty();
    };
  }

  private Optional<Value> lookUp(String module, String name, int depth) {
    return bound(module, name, depth).filter(found -> !(found instanceof Value.Unknown));
  }

  /// What a module of the repository binds a name to, known or not.
  private Optional<Value> bound(String module, String name, int depth) {
    Optional<String> path = modules.file(module);
    Optional<byte[]> content =
        path.flatMap(file -> Optional.ofNullable(tree.read(List.of(file)).get(file)));
    if (content.isEmpty()) {
      return Optional.empty();
    }
    PythonModule read = PythonReader.read(content.get(), Set.of(name));
    Optional<Value> value = read.binding(name).map(Binding::value);
    return value.map(found -> followed(absolute(found, path.get()), depth - 1));
  }

  /// An import that is relative to the file where it stands, by its full name.
  private Value absolute(Value value, String path) {
    if (value instanceof Value.Unknown unknown
        && unknown.origin().isPresent()
        && unknown.origin().get() instanceof Origin.Imported imported
        && imported.module().startsWith(".")) {
      return modules
          .absolute(path, imported.module())
          .<Value>map(full ->
              new Value.Unknown(
                  unknown.line(),
                  unknown.reason(),
                  Optional.of(new Origin.Imported(full, imported.name()))))
          .orElse(value);
    }
    return value;
  }

  /// Whether a star import may bind a name: only a module of the repository that does so is to be
  /// feared, for nobody else's exports what Alembic looks for.
  Optional<Value> byStar(String module, String name) {
    return bound(module, name, DEEPEST);
  }
}
