package dev.retort.alembic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A source tree written down in a test, that remembers what it was asked for.
public final class TreeOfTexts implements SourceTree {
  private final SortedMap<String, Entry> entries = new TreeMap<>();
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final List<List<String>> reads = new ArrayList<>();

  public TreeOfTexts file(String path, String text) {
    return put(path, text, Kind.FILE);
  }

  /// An empty revision file would be a syntax question; this is a whole one.
  public TreeOfTexts revision(String path, String id, String down) {
    return file(path, "revision = '%s'\ndown_revision = %s\n".formatted(id, down));
  }

  public TreeOfTexts link(String path, String target) {
    return put(path, target, Kind.SYMLINK);
  }

  public TreeOfTexts submodule(String path) {
    return put(path, "", Kind.SUBMODULE);
  }

  private TreeOfTexts put(String path, String text, Kind kind) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    entries.put(path, new Entry("blob:" + text.hashCode(), kind, bytes.length));
    contents.put(path, bytes);
    return this;
  }

  /// Every request for content, in order.
  public List<List<String>> reads() {
    return reads;
  }

  @Override
  public SortedMap<String, Entry> entries() {
    return entries;
  }

  @Override
  public Map<String, byte[]> read(Collection<String> paths) {
    reads.add(List.copyOf(paths));
    Map<String, byte[]> found = new LinkedHashMap<>();
    for (String path : paths) {
      byte[] bytes = contents.get(path);
      if (bytes != null) {
        found.put(path, bytes);
      }
    }
    return found;
  }
}
