package dev.retort.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What one of a migration's functions does, as far as reading tells.
///
/// @param operations in order, those that may happen and those that cannot be read among them
/// @param consulted whether the schema below, or another file, decided something, so that the same
///   text may read otherwise elsewhere
public record Reading(List<Operation> operations, boolean consulted) {
  public Reading {
    operations = List.copyOf(operations);
  }

  /// How much was read.
  public enum Extent {
    COMPLETE,
    PARTLY,
    NOT
  }

  /// Why something was not read.
  ///
  /// @param line in the migration's file
  public record Reason(int line, Gap gap) {}

  public Extent extent() {
    if (reasons().isEmpty()) {
      return Extent.COMPLETE;
    }
    boolean something =
        operations.stream()
            .anyMatch(each -> !(each instanceof Operation.Opaque) && each.changesSchema());
    return something ? Extent.PARTLY : Extent.NOT;
  }

  /// What was not followed, in order.
  public List<Reason> reasons() {
    Set<Integer> told =
        operations.stream()
            .flatMap(operation -> reason(operation).stream())
            .map(Reason::line)
            .collect(Collectors.toSet());
    return operations.stream()
        .flatMap(operation -> reason(operation).or(() -> columns(operation, told)).stream())
        .distinct()
        .toList();
  }

  private static Optional<Reason> reason(Operation operation) {
    return switch (operation) {
      case Operation.Opaque opaque -> Optional.of(new Reason(opaque.site().line(), opaque.gap()));
      case Operation.Perhaps perhaps when perhaps.changesSchema() ->
          Optional.of(new Reason(perhaps.site().line(), perhaps.gap()));
      default -> Optional.empty();
    };
  }

  /// A table whose columns are those of another one or of a query.
  private static Optional<Reason> columns(Operation operation, Set<Integer> told) {
    return operation instanceof Operation.CreateTable create
            && !create.whole()
            && !told.contains(create.site().line())
        ? Optional.of(
            new Reason(
                create.site().line(),
                new Gap.OfObject(ObjectName.table(create.table()), Gap.AboutObject.COLUMNS)))
        : Optional.empty();
  }
}
