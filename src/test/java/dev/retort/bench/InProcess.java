package dev.retort.bench;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.SourceTree;
import dev.retort.git.WorkingTree;
import java.nio.file.Path;
import java.util.List;

/// Reads the history of a folder again and again in one process of its own, and prints how long
/// each time took, in milliseconds: files read from disk, parsed, and made a graph. The first is
/// cold; then the process warms up before the others.
final class InProcess {
  private static final long WARM_UP = 5_000_000_000L;

  private InProcess() {}

  static List<String> command(Path folder, int runs) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        InProcess.class.getName(),
        folder.toString(),
        Integer.toString(runs));
  }

  static void main(String[] args) {
    Path folder = Path.of(args[0]);
    int runs = Integer.parseInt(args[1]);
    SourceTree tree = WorkingTree.of(folder);
    Environment environment =
        Environments.discover(tree, Environments.Request.EVERYTHING).getFirst();
    System.out.printf("%.3f ", millis(tree, environment));
    long warmedUp = System.nanoTime() + WARM_UP;
    while (System.nanoTime() < warmedUp) {
      millis(tree, environment);
    }
    for (int i = 0; i < runs; i++) {
      System.out.printf("%.3f ", millis(tree, environment));
    }
  }

  private static double millis(SourceTree tree, Environment environment) {
    long start = System.nanoTime();
    History history = new HistoryReader(RevisionCache.NONE).read(tree, environment);
    long end = System.nanoTime();
    if (history.heads().size() != 1 || !history.problems().isEmpty()) {
      throw new IllegalStateException("misread: " + history.problems());
    }
    return (end - start) / 1e6;
  }
}
