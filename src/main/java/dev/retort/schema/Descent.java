package dev.retort.schema;

import dev.retort.alembic.Revision;
import dev.retort.schema.body.MigrationReader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A revision's way down again, tried from the schema that its upgrade leaves.
///
/// @param before the schema that the upgrade found
/// @param after the schema that it left
/// @param reading of `downgrade`
/// @param clashes what the database would refuse on the way down
/// @param restored the schema that is there after it
public record Descent(
    Schema before, Schema after, Reading reading, List<Clash> clashes, Schema restored) {
  public Descent {
    clashes = List.copyOf(clashes);
  }

  /// What a way down leaves behind, and what it does not bring back.
  ///
  /// @param left tables, columns and types as the inventory names them, that were not there before
  /// @param lost those that were there before and are not any more
  public record Remainder(Set<ObjectName> left, Set<ObjectName> lost) {}

  /// Of a way down that was read whole and that nothing stops; empty where it leads back, and of
  /// one that does nothing, or refuses on purpose, which is meant so.
  public Optional<Remainder> remainder() {
    List<Operation> operations = reading.operations();
    boolean followed =
        restored.isClosed()
            && clashes.isEmpty()
            && reading.extent() == Reading.Extent.COMPLETE
            && operations.stream().anyMatch(each -> !(each instanceof Operation.Harmless))
            && operations.stream().noneMatch(Operation.Raise.class::isInstance);
    if (!followed) {
      return Optional.empty();
    }
    Set<ObjectName> left = objects(restored);
    left.removeAll(objects(before));
    left.removeAll(before.open());
    Set<ObjectName> lost = objects(before);
    lost.removeAll(objects(restored));
    lost.removeAll(restored.open());
    return left.isEmpty() && lost.isEmpty()
        ? Optional.empty()
        : Optional.of(new Remainder(left, lost));
  }

  /// What is surely there: tables with their columns, and types. Keys and indexes that the database
  /// names by itself may come back under another name.
  private static Set<ObjectName> objects(Schema schema) {
    Set<ObjectName> objects = new LinkedHashSet<>();
    schema.tables().stream()
        .filter(table -> !table.isOpen() && table.kind() == 'r')
        .forEach(table -> {
          objects.add(ObjectName.table(table.name()));
          table
              .columns()
              .values()
              .forEach(column -> objects.add(ObjectName.column(table.name(), column.name())));
        });
    schema.enums().stream()
        .filter(EnumType::sure)
        .forEach(type -> objects.add(ObjectName.enumType(type.name())));
    return objects;
  }

  static Descent of(
      Revision revision, Schema before, Schema schema, MigrationReader reader, byte[] content) {
    Schema after = schema.copy();
    Schema restored = schema.copy();
    Enactment enactment = new Enactment(restored, revision.id(), revision.path());
    Reading reading = reader.read(revision.path(), content, "downgrade", enactment);
    return new Descent(before, after, reading, enactment.clashes(), restored);
  }
}
