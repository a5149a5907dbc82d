package dev.retort.plan;

import dev.retort.change.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/// Histories made at random, with every mistake that people make; each revision does work of its
/// own, or none, or what the one that it was copied from does.
final class RandomHistories {
  private static final String VERSIONS = "alembic/versions/";

  /// A revision file.
  ///
  /// @param work what its `upgrade` does, 0 for nothing
  record Made(String id, List<String> parents, int work) {}

  private final Random random;
  private int made;

  RandomHistories(long seed) {
    this.random = new Random(seed);
  }

  Map<String, Made> start() {
    Map<String, Made> files = new TreeMap<>();
    int size = 2 + random.nextInt(8);
    for (int i = 0; i < size; i++) {
      add(files, i == 0 ? List.of() : List.of(head(files)), work());
    }
    if (random.nextInt(4) == 0) {
      mistake(files);
    }
    return files;
  }

  Map<String, Made> changed(Map<String, Made> from) {
    Map<String, Made> files = new TreeMap<>(from);
    int steps = 1 + random.nextInt(4);
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(3) == 0) {
        add(files, List.of(head(files)), work());
      } else {
        mistake(files);
      }
    }
    return files;
  }

  private void mistake(Map<String, Made> files) {
    if (files.size() < 2) {
      add(files, List.of(), work());
      return;
    }
    String path = any(files.keySet());
    Made old = files.get(path);
    String other = files.get(any(files.keySet())).id();
    String third = files.get(any(files.keySet())).id();
    switch (random.nextInt(14)) {
      case 0 -> files.remove(path);
      case 1 -> files.put(path, new Made(old.id(), List.of(other), old.work()));
      case 2 -> files.put(path, new Made(id(), old.parents(), old.work()));
      case 3 -> add(files, List.of("lost" + random.nextInt(3)), work());
      case 4 -> add(files, List.of(other), work());
      case 5 -> files.put(VERSIONS + "copy" + made++ + ".py", old);
      case 6 ->
          files.put(VERSIONS + "again" + made++ + ".py", new Made(old.id(), old.parents(), 0));
      case 7 ->
          files.put(VERSIONS + "used" + made++ + ".py", new Made(old.id(), List.of(other), work()));
      case 8, 9 -> {
        List<String> both = new ArrayList<>(new TreeSet<>(List.of(other, third)));
        add(files, both, 0);
        add(files, both, work());
      }
      case 10 -> add(files, new ArrayList<>(new TreeSet<>(List.of(old.id(), other))), work());
      case 11 -> add(files, List.of(name(path)), work());
      case 12 ->
          files.put(
              VERSIONS + "empty" + made++ + ".py",
              new Made(old.id(), new ArrayList<>(new TreeSet<>(List.of(other, third))), 0));
      default -> add(files, List.of(), work());
    }
  }

  private void add(Map<String, Made> files, List<String> parents, int work) {
    String id = id();
    files.put(VERSIONS + id + ".py", new Made(id, parents, work));
  }

  private int work() {
    return random.nextInt(4) == 0 ? 0 : ++made;
  }

  private String head(Map<String, Made> files) {
    TreeSet<String> heads = new TreeSet<>();
    files.values().forEach(each -> heads.add(each.id()));
    files.values().forEach(each -> heads.removeAll(each.parents()));
    return heads.isEmpty() ? files.values().iterator().next().id() : any(heads);
  }

  private String id() {
    return "%04x%08x".formatted(++made, random.nextInt());
  }

  private static String name(String path) {
    return path.substring(VERSIONS.length());
  }

  private <T> T any(java.util.Collection<T> among) {
    return List.copyOf(among).get(random.nextInt(among.size()));
  }

  static Snapshot snapshot(String name, Map<String, Made> files) {
    Map<String, byte[]> bytes = new TreeMap<>();
    bytes.put("alembic.ini", bytes("[alembic]\nscript_location = alembic\n"));
    bytes.put("alembic/env.py", bytes(""));
    files.forEach((path, each) -> bytes.put(path, bytes(text(each))));
    return Snapshot.of(name, bytes);
  }

  private static String text(Made made) {
    String down =
        switch (made.parents().size()) {
          case 0 -> "None";
          case 1 -> "'" + made.parents().getFirst() + "'";
          default -> "('" + String.join("', '", made.parents()) + "')";
        };
    String body = made.work() == 0 ? "pass" : "op.execute('work " + made.work() + "')";
    return "from alembic import op\n\nrevision = '%s'\ndown_revision = %s\n"
            .formatted(made.id(), down)
        + "branch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n    "
        + body
        + "\n\n\ndef downgrade():\n    pass\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
