package dev.retort.schema.sql;

import dev.retort.schema.Gap;
import dev.retort.schema.Operation;

/// Operations under the conditions of a `DO` block.
final class Tolerated {
  private Tolerated() {}

  /// What happens only where it has not happened yet.
  static Operation of(Operation operation, Gap why) {
    return switch (operation) {
      case Operation.CreateEnum o ->
          new Operation.CreateEnum(o.site(), o.name(), o.values(), true, o.implicit());
      case Operation.CreateTable o ->
          new Operation.CreateTable(
              o.site(), o.table(), o.columns(), o.constraints(), o.whole(), true, o.sources());
      case Operation.AddColumn o -> new Operation.AddColumn(o.site(), o.table(), o.column(), true);
      case Operation.CreateIndex o ->
          new Operation.CreateIndex(o.site(), o.index(), true, o.concurrently());
      case Operation.AddEnumValue o ->
          new Operation.AddEnumValue(o.site(), o.name(), o.value(), o.before(), o.after(), true);
      case Operation.CreateObject o ->
          new Operation.CreateObject(o.site(), o.kind(), o.name(), o.table(), true, o.routine());
      default -> perhaps(operation, why);
    };
  }

  /// What may happen or not; what changes nothing or is not known stays as it is.
  static Operation perhaps(Operation operation, Gap why) {
    return switch (operation) {
      case Operation.CallRoutine o -> o;
      case Operation.CreateTemporary o -> o;
      case Operation.Harmless o -> o;
      case Operation.ReadData o -> o;
      case Operation.NeedEnum o -> o;
      case Operation.WriteData o -> o;
      case Operation.Opaque o -> o;
      case Operation.Perhaps o -> o;
      default -> new Operation.Perhaps(operation.site(), operation, why);
    };
  }
}
