package dev.retort.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The real Alembic, where the system has it.
final class Alembic {
  private static final String LOADING =
      """
      import sys, time
      from alembic.config import Config
      from alembic.script import ScriptDirectory
      for _ in range(int(sys.argv[1]) + 1):
          script = ScriptDirectory.from_config(Config("alembic.ini"))
          start = time.perf_counter()
          script.revision_map.heads
          print("%.3f" % ((time.perf_counter() - start) * 1e3), end=" ")
      """;

  private Alembic() {}

  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/alembic"));
  }

  /// Loads the revisions of the current folder, and once more to begin with, and prints how long
  /// each took.
  static List<String> loading(int times) {
    return List.of("/usr/bin/python3", "-c", LOADING, Integer.toString(times));
  }
}
