package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.change.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether two files of equal functions do the same: whether everything else of the modules is
/// equal, too, that is neither docstring nor comment nor one of the four names that Alembic reads.
/// What stands beside the functions, such as the name of a table, is part of what they do.
public final class SameWork {
  private static final Pattern HEADER =
      Pattern.compile("(revision|down_revision|branch_labels|depends_on)\\b.*");
  private static final Pattern DOCSTRING =
      Pattern.compile("\\A(?:\u00ef\u00bb\u00bf)?(?:\\s|#[^\n]*\n)*[rRuU]?(\"\"\"|'''|\"|')");

  private SameWork() {}

  /// Whether two revisions of one tree do the same.
  public static boolean of(Revision one, Revision other, Snapshot tree) {
    if (one.blob().equals(other.blob())) {
      return true;
    }
    if (one.bodies().upgrade().isEmpty() || !one.bodies().equals(other.bodies())) {
      return false;
    }
    List<byte[]> texts = List.copyOf(tree.read(List.of(one.path(), other.path())).values());
    return texts.size() == 2 && of(texts.getFirst(), texts.getLast());
  }

  /// Whether the bytes of two files do the same.
  public static boolean of(byte[] one, byte[] other) {
    return lines(one).equals(lines(other));
  }

  private static List<String> lines(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    Matcher docstring = DOCSTRING.matcher(text);
    if (docstring.find()) {
      int end = text.indexOf(docstring.group(1), docstring.end());
      text = end < 0 ? text : text.substring(end + docstring.group(1).length());
    }
    return text.lines()
        .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
        .filter(line -> !HEADER.matcher(line).matches())
        .map(String::stripTrailing)
        .toList();
  }
}
