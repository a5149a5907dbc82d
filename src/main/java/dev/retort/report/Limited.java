package dev.retort.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/// A page that never grows beyond its limit: whole blocks are taken while they fit, and what is
/// left out is counted. Measured in bytes of UTF-8, which is never less than the characters that
/// GitHub counts.
final class Limited {
  private final int most;
  private final StringBuilder page = new StringBuilder();
  private int size;

  Limited(int most) {
    this.most = most;
  }

  /// Adds a block whole or not at all, after an empty line where something stands before it.
  boolean add(String block) {
    return append(page.isEmpty() ? block : "\n\n" + block);
  }

  /// Adds a line an item while they fit, at most `count`, then what is to be said of those left
  /// out.
  <T> void addList(List<T> items, Function<T, String> asLine, int count, IntFunction<String> rest) {
    // Room for the last line, whatever number stands in it.
    int reserve = bytes(rest.apply(items.size())) + 16;
    for (int i = 0; i < items.size(); i++) {
      String separator = i > 0 ? "\n" : page.isEmpty() ? "" : "\n\n";
      String line = i < count ? separator + asLine.apply(items.get(i)) : "";
      if (i >= count || size + bytes(line) + reserve > most) {
        append(separator + rest.apply(items.size() - i));
        return;
      }
      append(line);
    }
  }

  int room() {
    return most - size;
  }

  private boolean append(String text) {
    int bytes = bytes(text);
    if (size + bytes > most) {
      return false;
    }
    page.append(text);
    size += bytes;
    return true;
  }

  @Override
  public String toString() {
    return page.toString();
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The beginning of a text, of at most this many bytes.
  static String cut(String text, int most) {
    if (bytes(text) <= most) {
      return text;
    }
    int end = Math.min(text.length(), most);
    while (bytes(Visible.cut(text, end)) > most) {
      end = end * 9 / 10;
    }
    return Visible.cut(text, end);
  }
}
