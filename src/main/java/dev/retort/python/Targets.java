package dev.retort.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Binds the targets of assignments.
final class Targets {
  private final Names names;
  private final SideEffects effects;

  Targets(Names names, SideEffects effects) {
    this.names = names;
    this.effects = effects;
  }

  /// Where the value of one target alone was written.
  ///
  /// @param place its bytes
  record Source(Expression expression, Span place) {
    static Source of(Expression expression) {
      return new Source(expression, expression.span());
    }
  }

  /// @param source of the value, if it is this target's alone
  void assign(Expression target, Value value, Optional<Source> source, int line)
      throws FaultException {
    names.step(1, line);
    switch (target) {
      case Expression.Name name -> names.bind(name.id(), value, line, source.map(Source::place));
      case Expression.Tuple tuple -> unpack(tuple.elements(), value, source, line);
      case Expression.ListDisplay list -> unpack(list.elements(), value, source, line);
      default -> effects.see(target);
    }
  }

  private void unpack(List<Expression> targets, Value value, Optional<Source> source, int line)
      throws FaultException {
    Optional<List<Value>> values = Folding.iterate(value);
    int star = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expression.Starred) {
        star = i;
      }
    }
    if (values.isEmpty()) {
      Doubt reason =
          value instanceof Value.Unknown unknown ? unknown.reason() : Doubt.OfBinding.UNPACKING;
      for (Expression target : targets) {
        blur(target, line, reason);
      }
      return;
    }
    List<Value> elements = values.get();
    int rest = elements.size() - targets.size() + 1;
    if (star < 0 ? elements.size() != targets.size() : rest < 0) {
      effects.doubt(line, Doubt.OfBinding.UNEQUAL_UNPACKING);
      for (Expression target : targets) {
        blur(target, line, Doubt.OfBinding.UNEQUAL_UNPACKING);
      }
      return;
    }
    List<Optional<Source>> sources = sources(source, elements.size());
    int at = 0;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i) instanceof Expression.Starred starred) {
        Value slice = new Value.Items(Value.Shape.LIST, elements.subList(at, at + rest));
        assign(starred.value(), slice, Optional.empty(), line);
        at += rest;
      } else {
        assign(targets.get(i), elements.get(at), sources.get(at), line);
        at++;
      }
    }
  }

  /// Where the elements were written, if each has a place of its own.
  private static List<Optional<Source>> sources(Optional<Source> source, int size) {
    List<Expression> parts =
        switch (source.map(Source::expression).orElse(null)) {
          case Expression.Tuple tuple -> tuple.elements();
          case Expression.ListDisplay list -> list.elements();
          case null, default -> List.of();
        };
    if (parts.size() != size || parts.stream().anyMatch(Expression.Starred.class::isInstance)) {
      return new ArrayList<>(Collections.nCopies(size, Optional.empty()));
    }
    List<Optional<Source>> sources = new ArrayList<>();
    for (Expression part : parts) {
      sources.add(Optional.of(Source.of(part)));
    }
    return sources;
  }

  /// Binds every name in a target to something unknown.
  void blur(Expression target, int line, Doubt reason) throws FaultException {
    names.step(1, line);
    switch (target) {
      case Expression.Name name -> names.blur(name.id(), line, reason);
      case Expression.Attribute _, Expression.Subscript _ -> effects.see(target);
      default -> {
        for (Syntax part : target.children()) {
          if (part instanceof Expression inner) {
            blur(inner, line, reason);
          }
        }
      }
    }
  }

  /// Binds every name that a pattern captures to something unknown.
  void blur(Pattern pattern, int line, Doubt reason) throws FaultException {
    names.step(1, line);
    Optional<String> captured = BoundNames.captured(pattern);
    if (captured.isPresent()) {
      names.blur(captured.get(), line, reason);
    }
    for (Syntax part : pattern.children()) {
      if (part instanceof Pattern inner) {
        blur(inner, line, reason);
      } else {
        effects.seeMaybe(part);
      }
    }
  }
}
