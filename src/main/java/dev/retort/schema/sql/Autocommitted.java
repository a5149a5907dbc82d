package dev.retort.schema.sql;

import dev.retort.schema.Operation;
import dev.retort.schema.Site;

/// Operations that run outside of a transaction.
final class Autocommitted {
  private Autocommitted() {}

  /// The kinds for which it matters; others stay as they are.
  static Operation of(Operation operation) {
    Site at = operation.site();
    Site site = at.outsideOfTransactions();
    return switch (operation) {
      case Operation.CreateIndex o ->
          new Operation.CreateIndex(site, o.index(), o.ifNotExists(), o.concurrently());
      case Operation.DropIndex o ->
          new Operation.DropIndex(
              site, o.name(), o.table(), o.ifExists(), o.concurrently(), o.cascade());
      case Operation.AddEnumValue o ->
          new Operation.AddEnumValue(
              site, o.name(), o.value(), o.before(), o.after(), o.ifNotExists());
      default -> operation;
    };
  }
}
