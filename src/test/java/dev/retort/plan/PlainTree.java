package dev.retort.plan;

import dev.retort.change.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Revision files as the simplest reader sees them: by patterns over their text.
///
/// @param files by path
record PlainTree(Map<String, Plain> files) {
  private static final Pattern ID =
      Pattern.compile("(?m)^revision(?::[^=\n]*)? = (['\"])(.*)\\1\r?$");
  private static final Pattern DOWN =
      Pattern.compile("(?ms)^down_revision(?::[^=\n]*)? = (.*?)^branch_labels");
  private static final Pattern TEXT = Pattern.compile("(['\"])((?:\\\\.|(?!\\1).)*)\\1");
  private static final String IDLE = "pass pass";

  /// @param work both functions' bodies
  record Plain(String id, List<String> parents, String work) {
    boolean idle() {
      return work.equals(IDLE);
    }
  }

  static PlainTree of(Snapshot tree) {
    Map<String, Plain> files = new TreeMap<>();
    List<String> paths =
        tree.entries().keySet().stream().filter(path -> path.endsWith(".py")).toList();
    tree.read(paths)
        .forEach((path, bytes) ->
            plain(new String(bytes, StandardCharsets.UTF_8))
                .ifPresent(plain -> files.put(path, plain)));
    return new PlainTree(files);
  }

  private static Optional<Plain> plain(String text) {
    Matcher id = ID.matcher(text);
    Matcher down = DOWN.matcher(text);
    int upgrade = text.indexOf("\ndef upgrade(");
    if (!id.find() || !down.find() || upgrade < 0) {
      return Optional.empty();
    }
    List<String> parents = new ArrayList<>();
    Matcher each = TEXT.matcher(down.group(1));
    while (each.find()) {
      if (!parents.contains(each.group(2))) {
        parents.add(each.group(2));
      }
    }
    String work =
        text.substring(upgrade).replaceAll("(?m)^def .*$", "").replaceAll("\\s+", " ").strip();
    return Optional.of(new Plain(id.group(2), parents, work));
  }

  Map<String, Integer> declared() {
    Map<String, Integer> declared = new HashMap<>();
    files.values().forEach(each -> declared.merge(each.id(), 1, Integer::sum));
    return declared;
  }

  /// What is not nothing, with the ids that do it.
  Map<String, Set<String>> works() {
    Map<String, Set<String>> works = new TreeMap<>();
    files.values().stream()
        .filter(each -> !each.idle())
        .forEach(
            each -> works.computeIfAbsent(each.work(), none -> new HashSet<>()).add(each.id()));
    return works;
  }

  /// Of each id that one file declares, what it comes after, by way of such ids alone.
  Map<String, Set<String>> ancestors() {
    Map<String, Integer> declared = declared();
    Map<String, List<String>> parents = new HashMap<>();
    files.values().stream()
        .filter(each -> declared.get(each.id()) == 1)
        .forEach(each -> parents.put(each.id(), each.parents()));
    Map<String, Set<String>> ancestors = new HashMap<>();
    for (String id : parents.keySet()) {
      Set<String> found = new HashSet<>();
      Deque<String> open = new ArrayDeque<>(parents.get(id));
      while (!open.isEmpty()) {
        String next = open.pop();
        if (parents.containsKey(next) && found.add(next)) {
          open.addAll(parents.get(next));
        }
      }
      ancestors.put(id, found);
    }
    return ancestors;
  }
}
