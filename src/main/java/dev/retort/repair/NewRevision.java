package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// A revision that somebody is about to write: an id that nothing declares, the parent that it
/// should have, and where its file goes.
///
/// @param parent empty for the first revision of a history
/// @param path relative to the repository
public record NewRevision(String id, Optional<String> parent, String path) {
  private static final int ID_BYTES = 6;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// A project that counts its ids gets the next number; every other one chance, as Alembic does.
  ///
  /// @param message what it will do, for the file's name
  public static NewRevision after(History history, Optional<String> parent, String message) {
    String id =
        Numbering.nextId(history, parent.map(Set::of).orElse(Set.of()), 0)
            .filter(_ -> parent.isPresent())
            .orElseGet(() -> random(history));
    return new NewRevision(id, parent, path(history, parent, id, message));
  }

  private static String random(History history) {
    byte[] bytes = new byte[ID_BYTES];
    String id;
    do {
      RANDOM.nextBytes(bytes);
      id = HexFormat.of().formatHex(bytes);
    } while (history.revision(id).isPresent());
    return id;
  }

  private static String path(History history, Optional<String> parent, String id, String message) {
    Optional<Revision> above = parent.flatMap(history::revision);
    String folder =
        above
            .map(Revision::path)
            .map(MergeFile::folder)
            .orElseGet(
                () -> history.environment().versionLocations().stream().findFirst().orElse("."));
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    return MergeFile.path(history, folder, id, message, now)
        .orElse((folder.equals(".") ? "" : folder + "/") + id + ".py");
  }
}
