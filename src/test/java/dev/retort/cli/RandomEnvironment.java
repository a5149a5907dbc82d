package dev.retort.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/// A version folder made up from a seed: mostly sound histories, with forks, merges, labels and
/// dependencies, now and then with something that Alembic refuses, in the ways people write it.
final class RandomEnvironment {
  private final Random random;
  private final List<String> ids = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  private RandomEnvironment(long seed) {
    this.random = new Random(seed);
  }

  /// File names and their texts.
  static Map<String, String> files(long seed) {
    return new RandomEnvironment(seed).files();
  }

  private Map<String, String> files() {
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      ids.add(id(i));
    }
    // Three in four environments are sound, so that more than refusals is compared.
    boolean sound = chance(3, 4);
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      files.put("%02d_%s.py".formatted(random.nextInt(100), "f" + i), text(i, sound));
    }
    return files;
  }

  private String id(int i) {
    return switch (random.nextInt(6)) {
      case 0 -> "r" + i;
      case 1 -> "%04d".formatted(i);
      case 2 -> "2024_%02d add".formatted(i);
      case 3 -> "é" + i;
      case 4 -> "x" + i + ".py";
      default -> "%012x".formatted(random.nextLong() & 0xffffffffffffL);
    };
  }

  private String text(int i, boolean sound) {
    String id = ids.get(i);
    if (chance(1, 25) && i > 0) {
      id = ids.get(random.nextInt(i));
    } else if (!sound && chance(1, 30)) {
      id = "bad" + "@-+".charAt(random.nextInt(3)) + i;
    }
    List<String> parents = new ArrayList<>();
    if (i > 0 && chance(11, 12)) {
      int wanted = chance(1, 5) ? 2 + random.nextInt(2) : 1;
      for (int n = 0; n < wanted; n++) {
        int near = Math.max(0, i - 1 - random.nextInt(3));
        parents.add(ids.get(chance(1, 6) ? random.nextInt(i) : near));
      }
    }
    if (!sound && chance(1, 12)) {
      parents.add(chance(1, 2) ? "nobody" : ids.get(random.nextInt(ids.size())));
    }
    List<String> own = new ArrayList<>();
    if (chance(1, 8)) {
      own.add("label" + i);
      if (chance(1, 4)) {
        own.add(!sound && chance(1, 3) ? id : "other" + i);
      }
    }
    List<String> dependencies = new ArrayList<>();
    if (i > 0 && chance(1, 6)) {
      dependencies.add(
          !labels.isEmpty() && chance(1, 3)
              ? labels.get(random.nextInt(labels.size()))
              : ids.get(sound ? random.nextInt(i) : random.nextInt(ids.size())));
      if (!sound && chance(1, 6)) {
        dependencies.add("nowhere");
      }
    }
    labels.addAll(own);
    return written(id, parents, own, dependencies);
  }

  private String written(
      String id, List<String> parents, List<String> own, List<String> dependencies) {
    StringBuilder out = new StringBuilder();
    if (chance(3, 4)) {
      out.append("\"\"\"a message\n\nRevision ID: x\nRevises: y\n\n\"\"\"\nimport os\n\n");
    }
    boolean annotated = chance(1, 4);
    switch (random.nextInt(6)) {
      case 0 -> out.append("ID = ").append(quoted(id)).append("\nrevision = ID\n");
      case 1 -> out.append("other = revision = ").append(quoted(id)).append('\n');
      case 2 -> out.append("revision, unused = ").append(quoted(id)).append(", 1; second = 2\n");
      case 3 -> out.append("revision = 'wrong'\nrevision = (").append(quoted(id)).append(")\n");
      default -> assign(out, "revision", annotated, quoted(id));
    }
    assign(out, "down_revision", annotated, value(parents));
    if (!own.isEmpty() || chance(1, 2)) {
      assign(out, "branch_labels", annotated, value(own));
    }
    if (!dependencies.isEmpty() || chance(1, 2)) {
      assign(out, "depends_on", annotated, value(dependencies));
    }
    out.append("\n\ndef upgrade():\n    revision = 'local'\n\n\ndef downgrade():\n    pass\n");
    return out.toString();
  }

  private static void assign(StringBuilder out, String name, boolean annotated, String value) {
    out.append(name).append(annotated ? ": object = " : " = ").append(value).append('\n');
  }

  private String value(List<String> items) {
    if (items.isEmpty()) {
      return List.of("None", "None", "()", "[]").get(random.nextInt(4));
    }
    String listed = items.stream().map(this::quoted).collect(Collectors.joining(", "));
    if (items.size() == 1 && chance(2, 3)) {
      return listed;
    }
    return switch (random.nextInt(4)) {
      case 0 -> "[" + listed + "]";
      case 1 -> "(\n    " + listed.replace(", ", ",\n    ") + ",\n)";
      case 2 -> items.size() == 1 ? listed + "," : listed;
      default -> "(" + listed + ",)";
    };
  }

  private String quoted(String text) {
    return switch (random.nextInt(6)) {
      case 0 -> "\"" + text + "\"";
      case 1 -> "'''" + text + "'''";
      case 2 -> "r'" + text + "'";
      case 3 -> "'" + text.charAt(0) + "' \"" + text.substring(1) + "\"";
      case 4 -> "u'" + text + "'";
      default -> "'" + text + "'";
    };
  }

  private boolean chance(int of, int outOf) {
    return random.nextInt(outOf) < of;
  }
}
