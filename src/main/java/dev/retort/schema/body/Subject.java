package dev.retort.schema.body;

import dev.retort.schema.Operation;
import java.util.Optional;

/// The table that an operation is about.
final class Subject {
  private Subject() {}

  static Optional<String> of(Operation operation) {
    return switch (operation) {
      case Operation.CreateTable each -> Optional.of(each.table());
      case Operation.DropTable each -> Optional.of(each.table());
      case Operation.RenameTable each -> Optional.of(each.table());
      case Operation.AddColumn each -> Optional.of(each.table());
      case Operation.DropColumn each -> Optional.of(each.table());
      case Operation.RenameColumn each -> Optional.of(each.table());
      case Operation.AlterColumn each -> Optional.of(each.table());
      case Operation.CreateConstraint each -> Optional.of(each.table());
      case Operation.CreateKeyOfIndex each -> Optional.of(each.table());
      case Operation.DropConstraint each -> Optional.of(each.table());
      case Operation.RenameConstraint each -> Optional.of(each.table());
      case Operation.CreateIndex each -> Optional.of(each.index().table());
      case Operation.DropIndex each -> each.table();
      case Operation.ReadData each -> Optional.of(each.table());
      case Operation.WriteData each -> Optional.of(each.table());
      case Operation.Perhaps each -> of(each.operation());
      default -> Optional.empty();
    };
  }
}
