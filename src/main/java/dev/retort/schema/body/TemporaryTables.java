package dev.retort.schema.body;

import dev.retort.schema.Operation;
import java.util.HashSet;
import java.util.Set;

/// The temporary tables and views of one migration. While they are there they hide others of their
/// names, and nothing that is done to them stays.
final class TemporaryTables {
  private final Set<String> tables = new HashSet<>();
  private final Set<String> indexes = new HashSet<>();

  /// What an operation means for the schema that stays: nothing where it is done to one of these.
  Operation lasting(Operation operation) {
    if (isPassing(operation)) {
      return new Operation.Harmless(operation.site());
    }
    return operation instanceof Operation.CreateTable create ? withoutThese(create) : operation;
  }

  /// What a table takes from one of these is not known.
  private Operation.CreateTable withoutThese(Operation.CreateTable create) {
    return create.sources().tables().stream().noneMatch(tables::contains)
        ? create
        : new Operation.CreateTable(
            create.site(),
            create.table(),
            create.columns(),
            create.constraints(),
            false,
            create.ifNotExists());
  }

  private boolean isPassing(Operation operation) {
    return switch (operation) {
      case Operation.CreateTemporary create -> {
        tables.add(create.name());
        yield true;
      }
      case Operation.Perhaps may -> isPassing(may.operation());
      case Operation.DropTable drop -> tables.remove(drop.table());
      case Operation.RenameTable rename when tables.remove(rename.table()) ->
          tables.add(rename.to());
      case Operation.CreateIndex create when tables.contains(create.index().table()) -> {
        create.index().name().ifPresent(indexes::add);
        yield true;
      }
      case Operation.DropIndex drop -> drop.name().filter(indexes::remove).isPresent();
      case Operation.ReadData read -> tables.contains(read.table());
      case Operation.WriteData write -> tables.contains(write.table());
      default -> operation.changedTable().filter(tables::contains).isPresent();
    };
  }
}
