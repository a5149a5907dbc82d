package dev.retort.schema;

import dev.retort.alembic.Revision;
import dev.retort.schema.body.MigrationReader;
import java.util.List;
import java.util.Optional;

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
    return followed ? Remainder.of(before, restored) : Optional.empty();
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
