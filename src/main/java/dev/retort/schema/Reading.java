package dev.retort.schema;

import java.util.List;

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
  public record Reason(int line, String text) {}

  public Extent extent() {
    if (reasons().isEmpty()) {
      return Extent.COMPLETE;
    }
    boolean something =
        operations.stream()
            .anyMatch(each -> !(each instanceof Operation.Opaque) && changesSchema(each));
    return something ? Extent.PARTLY : Extent.NOT;
  }

  /// What was not followed, in order, each line once.
  public List<Reason> reasons() {
    return operations.stream()
        .flatMap(operation ->
            switch (operation) {
              case Operation.Opaque opaque ->
                  java.util.stream.Stream.of(new Reason(opaque.site().line(), opaque.why()));
              case Operation.Perhaps perhaps when changesSchema(perhaps.operation()) ->
                  java.util.stream.Stream.of(new Reason(perhaps.site().line(), perhaps.why()));
              default -> java.util.stream.Stream.<Reason>empty();
            })
        .distinct()
        .toList();
  }

  private static boolean changesSchema(Operation operation) {
    return switch (operation) {
      case Operation.ReadData _,
          Operation.WriteData _,
          Operation.NeedEnum _,
          Operation.Harmless _,
          Operation.Raise _ ->
          false;
      case Operation.Perhaps perhaps -> changesSchema(perhaps.operation());
      default -> true;
    };
  }
}
