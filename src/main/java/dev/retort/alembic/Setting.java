package dev.retort.alembic;

import java.util.List;
import java.util.Map;

/// A value of `.github/retort.yml` and the line it stands on, so that whatever is wrong with it can
/// be said there.
public sealed interface Setting {
  /// Counted from 1.
  int line();

  /// A scalar as written; quoted text is never a number or a boolean.
  record Text(String text, boolean quoted, int line) implements Setting {}

  record Items(List<Setting> items, int line) implements Setting {
    public Items {
      items = List.copyOf(items);
    }
  }

  /// @param entries in the order of the file
  /// @param keyLines the line of each key
  record Table(Map<String, Setting> entries, Map<String, Integer> keyLines, int line)
      implements Setting {}
}
