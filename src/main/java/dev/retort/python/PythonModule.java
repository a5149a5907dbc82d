package dev.retort.python;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Python file read without running it.
///
/// @param bindings the names of interest that are bound when the module has been executed; absent
///   ones are certainly not, unless `dynamic`
/// @param functions the top-level functions of interest, by name
/// @param docstring the module's docstring
/// @param imports what is imported unconditionally at the top level
/// @param doubts reasons why executing the module may fail, or bind names that cannot be seen
/// @param fault why nothing of the above is known
public record PythonModule(
    Map<String, Binding> bindings,
    Map<String, FunctionText> functions,
    Optional<ModuleDocstring> docstring,
    List<Import> imports,
    List<Value.Unknown> doubts,
    Optional<Fault> fault) {
  public PythonModule {
    bindings = Map.copyOf(bindings);
    functions = Map.copyOf(functions);
    imports = List.copyOf(imports);
    doubts = List.copyOf(doubts);
  }

  /// The final binding of one of the names of interest.
  public Optional<Binding> binding(String name) {
    return Optional.ofNullable(bindings.get(name));
  }

  /// A file that cannot be read.
  static PythonModule unreadable(Fault fault) {
    return new PythonModule(
        Map.of(), Map.of(), Optional.empty(), List.of(), List.of(), Optional.of(fault));
  }

  /// @param module the dotted name; starts with a dot where it is relative
  /// @param line counted from 1
  public record Import(String module, int line) {}

  /// The final module-level binding of a name.
  ///
  /// @param line of the statement that binds it, counted from 1
  /// @param expression the bytes of the expression that is the value and nothing else's: writing
  ///   another one there gives this name, and only this name, another value; empty where there is
  ///   no such place
  public record Binding(Value value, int line, Optional<Span> expression) {}
}
