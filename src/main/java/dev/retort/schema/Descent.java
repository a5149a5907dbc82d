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
    Set<ObjectName> had = objects(before, restored);
    Set<ObjectName> has = objects(restored, before);
    Set<ObjectName> left = missing(has, had, before);
    Set<ObjectName> lost = missing(had, has, restored);
    return left.isEmpty() && lost.isEmpty()
        ? Optional.empty()
        : Optional.of(new Remainder(left, lost));
  }

  /// What is surely there, unless another schema holds the very same: tables with their columns,
  /// and types. Keys and indexes that the database names by itself may come back under another
  /// name. Among thousands of tables most are the same.
  private static Set<ObjectName> objects(Schema schema, Schema other) {
    Set<ObjectName> objects = new LinkedHashSet<>();
    for (Table table : schema.tables()) {
      if (table.isOpen()
          || table.kind() != 'r'
          || other.table(table.name()).filter(table::equals).isPresent()) {
        continue;
      }
      objects.add(ObjectName.table(table.name()));
      table
          .columns()
          .values()
          .forEach(column -> objects.add(ObjectName.column(table.name(), column.name())));
    }
    schema.enums().stream()
        .filter(EnumType::sure)
        .filter(type -> other.enumType(type.name()).filter(type::equals).isEmpty())
        .forEach(type -> objects.add(ObjectName.enumType(type.name())));
    return objects;
  }

  /// Those of the first that are not among the second, nor perhaps in the schema of these.
  private static Set<ObjectName> missing(
      Set<ObjectName> objects, Set<ObjectName> known, Schema perhaps) {
    Set<ObjectName> missing = new LinkedHashSet<>(objects);
    missing.removeIf(known::contains);
    if (!missing.isEmpty()) {
      missing.removeAll(perhaps.open());
    }
    return missing;
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
