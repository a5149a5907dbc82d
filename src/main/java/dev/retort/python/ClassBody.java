package dev.retort.python;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a class of the module's top level is: its attributes, as far as its own body and bases tell
/// that are known.
final class ClassBody {
  private static final String CLASS = "type";
  private static final Set<String> TEXTS = Set.of("enum.StrEnum");
  private static final Set<String> MEMBERS = Set.of("enum.Enum");

  /// Decorators that return the class with the attributes that it had.
  private static final Set<String> KEEPING =
      Set.of("dataclasses.dataclass", "enum.unique", "typing.final", "typing_extensions.final");

  private final SyntaxTree tree;
  private final Names names;
  private final Folding folding;
  private final Targets targets;

  ClassBody(SyntaxTree tree, Names names, Folding folding, Targets targets) {
    this.tree = tree;
    this.names = names;
    this.folding = folding;
    this.targets = targets;
  }

  /// The class; something opaque where a base or a keyword may make anything of it.
  Value value(Statement.ClassDef node) throws FaultException {
    Optional<Map<String, Value>> inherited = inherited(node);
    if (inherited.isEmpty()) {
      return new Value.Opaque(CLASS);
    }
    Map<String, Names.Bound> outside = names.save(tree.line(node));
    Map<String, Value> attributes = new HashMap<>(inherited.get());
    for (Statement statement : node.body()) {
      bind(statement);
    }
    Optional<String> member = member(node);
    for (String name : BoundNames.in(node.body())) {
      Optional<Names.Bound> bound = names.find(name);
      boolean hidden = name.startsWith("__") && !name.endsWith("__");
      if (bound.isPresent() && bound.get() != outside.get(name) && !hidden) {
        Value value = names.settled(bound.get().value());
        boolean counts = member.isPresent() && !name.startsWith("_") && isData(value);
        attributes.put(
            name, counts ? new Value.Namespace(member.get(), Map.of("value", value)) : value);
      } else {
        attributes.remove(name);
      }
    }
    names.restore(outside);
    return new Value.Namespace(CLASS, attributes);
  }

  /// Whether a decorator returns the class as it was, with what can be read of it.
  boolean isKeptBy(Expression decorator) {
    Expression called =
        decorator instanceof Expression.Call call
                && call.arguments().isEmpty()
                && call.keywords().stream()
                    .allMatch(keyword -> keyword.name().equals(Optional.of("frozen")))
            ? call.function()
            : decorator;
    return imported(called).filter(KEEPING::contains).isPresent();
  }

  private void bind(Statement statement) throws FaultException {
    int line = tree.line(statement);
    switch (statement) {
      case Statement.Assign assign -> {
        Value value = folding.value(assign.value());
        for (Expression target : assign.targets()) {
          targets.assign(target, value, Optional.empty(), line);
        }
      }
      case Statement.AnnAssign annotated when annotated.value().isPresent() ->
          targets.assign(
              annotated.target(), folding.value(annotated.value().get()), Optional.empty(), line);
      case Statement.ClassDef inner when inner.decorators().isEmpty() ->
          names.bind(inner.name(), value(inner), line, Optional.empty());
      case Statement.FunctionDef function when function.decorators().isEmpty() ->
          names.bind(function.name(), new Value.Opaque("function"), line, Optional.empty());
      case Statement.AnnAssign _, Statement.Expr _, Statement.Pass _ -> {}
      default -> {
        for (String name : BoundNames.in(List.of(statement))) {
          names.blur(name, line, Doubt.OfBinding.CLASS_BODY);
        }
      }
    }
  }

  /// What the bases give; empty where one is not known.
  private Optional<Map<String, Value>> inherited(Statement.ClassDef node) {
    if (!node.keywords().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Value> attributes = new HashMap<>();
    for (Expression base : node.bases().reversed()) {
      Optional<Value.Namespace> known = known(base);
      if (known.isPresent()) {
        attributes.putAll(known.get().attributes());
      } else if (!isBuiltin(base, "object") && !isBuiltin(base, "str") && !isEnumeration(base)) {
        return Optional.empty();
      }
    }
    return Optional.of(attributes);
  }

  /// Whether a base is a class of this module that does nothing when another one builds on it.
  boolean isKnown(Expression base) {
    return known(base).isPresent();
  }

  private Optional<Value.Namespace> known(Expression base) {
    return base instanceof Expression.Name name
            && names.find(name.id()).map(bound -> names.settled(bound.value())).orElse(null)
                instanceof Value.Namespace namespace
            && !namespace.attributes().containsKey("__init_subclass__")
        ? Optional.of(namespace)
        : Optional.empty();
  }

  private boolean isBuiltin(Expression base, String type) {
    return base instanceof Expression.Name name
        && name.id().equals(type)
        && names.find(type).isEmpty();
  }

  private boolean isEnumeration(Expression base) {
    return imported(base)
        .filter(name -> TEXTS.contains(name) || MEMBERS.contains(name))
        .isPresent();
  }

  /// Python's name of what the members of an enumeration are; empty for other classes.
  private Optional<String> member(Statement.ClassDef node) {
    if (node.bases().stream().noneMatch(this::isEnumeration)) {
      return Optional.empty();
    }
    boolean text =
        node.bases().stream()
            .anyMatch(base ->
                isBuiltin(base, "str") || imported(base).filter(TEXTS::contains).isPresent());
    return Optional.of(text ? "str" : node.name());
  }

  private static boolean isData(Value value) {
    return !(value instanceof Value.Opaque) && !(value instanceof Value.Namespace);
  }

  /// The dotted name of something imported from elsewhere.
  private Optional<String> imported(Expression expression) {
    return switch (expression) {
      case Expression.Name name ->
          names
              .find(name.id())
              .flatMap(bound -> bound.value().origin())
              .flatMap(origin ->
                  origin instanceof Value.Origin.Imported(String module, Optional<String> part)
                      ? Optional.of(module + part.map(each -> "." + each).orElse(""))
                      : Optional.empty());
      case Expression.Attribute attribute ->
          imported(attribute.value()).map(module -> module + "." + attribute.name());
      default -> Optional.empty();
    };
  }
}
