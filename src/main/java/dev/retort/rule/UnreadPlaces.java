package dev.retort.rule;

import dev.retort.alembic.Environment;
import dev.retort.alembic.UnreadRevision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What there is to say of folders whose revisions no environment loads.
public final class UnreadPlaces {
  private static final Set<String> EXAMPLES =
      Set.of(
          "test",
          "tests",
          "testing",
          "testdata",
          "fixtures",
          "example",
          "examples",
          "samples",
          "doc",
          "docs",
          "templates");

  private UnreadPlaces() {}

  /// Whether a place holds material for tests or readers, where revisions are made to be looked at.
  public static boolean isExample(String folder) {
    for (String part : folder.split("/", -1)) {
      if (EXAMPLES.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /// Whether so much lies there that a judgement without it is none: several revisions in one
  /// folder, or any where the environment itself reads nothing.
  ///
  /// @param readsNothing whether the environment that they are noted with has no revision
  public static boolean matter(List<UnreadRevision> unread, boolean readsNothing) {
    Map<String, Integer> counts = new HashMap<>();
    for (UnreadRevision each : unread) {
      if (!isExample(each.folder())) {
        counts.merge(each.folder(), 1, Integer::sum);
      }
    }
    return readsNothing ? !counts.isEmpty() : counts.values().stream().anyMatch(n -> n > 1);
  }

  /// Whether a folder lies among the files of an environment.
  static boolean isWithin(Environment environment, String folder) {
    return (folder + "/").startsWith(environment.scriptLocation() + "/");
  }

  /// The line of `.github/retort.yml` that makes an environment read a folder, or makes one of it.
  ///
  /// @param continues whether what lies there goes on from what the environment reads
  static String lines(Environment environment, String folder, boolean continues) {
    String script = environment.scriptLocation();
    List<String> locations = new ArrayList<>();
    boolean within = !environment.versionLocations().isEmpty() && continues;
    if (within) {
      locations.addAll(environment.versionLocations());
    }
    locations.add(folder);
    return "environments: [{script_location: "
        + yaml(within ? script : folder)
        + ", version_locations: ["
        + String.join(", ", locations.stream().map(UnreadPlaces::yaml).toList())
        + "]}]";
  }

  /// The line that makes one more environment of the same scripts, which run with another folder.
  static String besides(Environment environment, String folder) {
    String script = "{script_location: " + yaml(environment.scriptLocation());
    String locations =
        String.join(", ", environment.versionLocations().stream().map(UnreadPlaces::yaml).toList());
    return "environments: ["
        + script
        + ", version_locations: ["
        + locations
        + "]}, "
        + script
        + ", version_locations: ["
        + yaml(folder)
        + "]}]";
  }

  private static String yaml(String path) {
    boolean plain = path.matches("[A-Za-z_][A-Za-z0-9_./-]*");
    return plain ? path : "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
