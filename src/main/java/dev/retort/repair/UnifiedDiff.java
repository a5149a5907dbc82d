package dev.retort.repair;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.retort.change.Blobs;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// A patch that `git apply` takes: unified hunks with three lines of context or one, line ends and
/// a missing last newline kept.
///
/// A patch is text. A file whose changed lines or their context are not UTF-8 cannot be shown in
/// one, so it goes as git's own binary patch, which holds the bytes.
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /// @param changes by path: what stands there before and after, empty where nothing does
  static String of(SortedMap<String, Change> changes) {
    return of(changes, CONTEXT);
  }

  /// The same with as few lines of context as `git apply` still takes.
  public static String brief(SortedMap<String, Change> changes) {
    return of(changes, 1);
  }

  private static String of(SortedMap<String, Change> changes, int context) {
    StringBuilder patch = new StringBuilder();
    for (Map.Entry<String, Change> entry : changes.entrySet()) {
      file(entry.getKey(), entry.getValue(), context, patch);
    }
    return patch.toString();
  }

  /// A file before and after.
  public record Change(Optional<byte[]> before, Optional<byte[]> after) {}

  private static void file(String path, Change change, int context, StringBuilder patch) {
    byte[] before = change.before().orElse(new byte[0]);
    byte[] after = change.after().orElse(new byte[0]);
    if (change.before().isPresent() == change.after().isPresent()
        && java.util.Arrays.equals(before, after)) {
      return;
    }
    StringBuilder hunks = new StringBuilder();
    boolean text = hunks(before, after, context, hunks);
    patch.append("diff --git ").append(name("a/" + path)).append(' ').append(name("b/" + path));
    patch.append('\n');
    if (change.before().isEmpty()) {
      patch.append("new file mode 100644\n");
    } else if (change.after().isEmpty()) {
      patch.append("deleted file mode 100644\n");
    }
    if (!text) {
      String none = "0".repeat(40);
      patch.append("index ").append(change.before().map(Blobs::idOf).orElse(none));
      patch.append("..").append(change.after().map(Blobs::idOf).orElse(none)).append('\n');
      BinaryPatch.append(before, after, patch);
      return;
    }
    if (hunks.isEmpty()) {
      return;
    }
    patch.append("--- ").append(change.before().isEmpty() ? "/dev/null" : label("a/" + path));
    patch.append("\n+++ ").append(change.after().isEmpty() ? "/dev/null" : label("b/" + path));
    patch.append('\n').append(hunks);
  }

  /// @return whether the hunks are text
  private static boolean hunks(byte[] before, byte[] after, int context, StringBuilder out) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    List<AbstractDelta<String>> deltas = DiffUtils.diff(old, now).getDeltas();
    int at = 0;
    StringBuilder latin = new StringBuilder();
    while (at < deltas.size()) {
      int last = at;
      while (last + 1 < deltas.size()
          && deltas.get(last + 1).getSource().getPosition()
                  - (deltas.get(last).getSource().getPosition()
                      + deltas.get(last).getSource().size())
              <= 2 * context) {
        last++;
      }
      hunk(old, now.size(), deltas.subList(at, last + 1), context, latin);
      at = last + 1;
    }
    byte[] bytes = latin.toString().getBytes(StandardCharsets.ISO_8859_1);
    try {
      out.append(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      return latin.indexOf("\0") < 0;
    } catch (CharacterCodingException notText) {
      return false;
    }
  }

  private static void hunk(
      List<String> old,
      int nowSize,
      List<AbstractDelta<String>> deltas,
      int context,
      StringBuilder out) {
    AbstractDelta<String> first = deltas.getFirst();
    AbstractDelta<String> last = deltas.getLast();
    int lead = Math.min(context, first.getSource().getPosition());
    int oldFrom = first.getSource().getPosition() - lead;
    int nowFrom = first.getTarget().getPosition() - lead;
    int oldEnd = last.getSource().getPosition() + last.getSource().size();
    int trail = Math.min(context, old.size() - oldEnd);
    int nowEnd = last.getTarget().getPosition() + last.getTarget().size();
    int oldCount = oldEnd + trail - oldFrom;
    int nowCount = Math.min(nowSize, nowEnd + trail) - nowFrom;
    out.append("@@ -").append(range(oldFrom, oldCount));
    out.append(" +").append(range(nowFrom, nowCount)).append(" @@\n");
    int at = oldFrom;
    for (AbstractDelta<String> delta : deltas) {
      for (; at < delta.getSource().getPosition(); at++) {
        line(' ', old.get(at), out);
      }
      delta.getSource().getLines().forEach(line -> line('-', line, out));
      delta.getTarget().getLines().forEach(line -> line('+', line, out));
      at += delta.getSource().size();
    }
    for (; at < oldEnd + trail; at++) {
      line(' ', old.get(at), out);
    }
  }

  private static String range(int from, int count) {
    int first = count == 0 ? from : from + 1;
    return count == 1 ? Integer.toString(first) : first + "," + count;
  }

  private static void line(char sign, String line, StringBuilder out) {
    out.append(sign).append(line);
    if (!line.endsWith("\n")) {
      out.append("\n\\ No newline at end of file\n");
    }
  }

  /// Lines with their ends, one character a byte, so that nothing gets lost.
  private static List<String> lines(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, end));
      from = end;
    }
    return lines;
  }

  /// A tab ends a name that holds a space.
  private static String label(String path) {
    String name = name(path);
    return name.indexOf(' ') >= 0 && name.charAt(0) != '"' ? name + "\t" : name;
  }

  /// As git spells a name: in quotes with escapes where it holds what would be misread.
  private static String name(String path) {
    if (path.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\' && c != 0x7f)) {
      return path;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c == '"' || c == '\\') {
        quoted.append('\\').append((char) c);
      } else if (c >= ' ' && c < 0x7f) {
        quoted.append((char) c);
      } else {
        quoted.append("\\%03o".formatted(c));
      }
    }
    return quoted.append('"').toString();
  }
}
