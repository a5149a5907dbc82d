package dev.retort.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.ObjectId;

/// What lies between two trees, as GitHub shows it.
///
/// @param files in the order of their paths
record Diff(List<File> files) {
  /// One changed file.
  ///
  /// @param status `added`, `removed`, `modified` or `renamed`
  /// @param sha the blob after the change, before it where the file was removed
  /// @param previousPath where it was renamed
  /// @param patch its hunks without a header, empty where git calls it binary, nothing changed, or
  ///   it is too long to be shown
  record File(
      String path,
      Optional<String> previousPath,
      String status,
      String sha,
      List<Hunk> hunks,
      Optional<String> patch) {
    int additions() {
      return count('+');
    }

    int deletions() {
      return count('-');
    }

    private int count(char sign) {
      return hunks.stream()
          .mapToInt(hunk -> (int) hunk.lines().stream().filter(line -> line.sign() == sign).count())
          .sum();
    }

    /// How many lines below its first header the diff of this file shows a line; 1 where it does
    /// not.
    int position(String side, int line) {
      int position = 0;
      for (Hunk hunk : hunks) {
        for (Line each : hunk.lines()) {
          position++;
          if (each.on(side) == line) {
            return position;
          }
        }
        // The next header counts as a line.
        position++;
      }
      return 1;
    }

    /// The hunk that shows a line on one side of the diff.
    ///
    /// @param side `LEFT` for the old file, `RIGHT` for the new one
    Optional<Hunk> hunkAt(String side, int line) {
      return hunks.stream().filter(hunk -> hunk.shows(side, line)).findFirst();
    }
  }

  /// GitHub shows the patch of no file that is longer.
  private static final int LARGEST_PATCH = 500_000;

  /// A run of lines under one `@@` header.
  record Hunk(String header, List<Line> lines, String text) {
    boolean shows(String side, int line) {
      return lines.stream().anyMatch(each -> each.on(side) == line);
    }
  }

  /// A line of a hunk with its numbers on both sides, 0 where it is not there.
  record Line(char sign, int left, int right) {
    int on(String side) {
      return side.equals("LEFT") ? left : right;
    }
  }

  static Diff between(ObjectStore store, ObjectId oldTree, ObjectId newTree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      formatter.setRepository(store.git());
      formatter.setDetectRenames(true);
      List<File> files = new ArrayList<>();
      for (DiffEntry entry : formatter.scan(oldTree, newTree)) {
        out.reset();
        formatter.format(entry);
        formatter.flush();
        files.add(file(entry, out.toString(StandardCharsets.UTF_8)));
      }
      files.sort((a, b) -> a.path().compareTo(b.path()));
      return new Diff(List.copyOf(files));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<File> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  private static File file(DiffEntry entry, String text) {
    int start = text.startsWith("@@") ? 0 : text.indexOf("\n@@") + 1;
    boolean hasHunks = start > 0 || text.startsWith("@@");
    String patch = hasHunks ? withoutLastNewline(text.substring(start)) : "";
    boolean removed = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
    boolean renamed = entry.getChangeType() == DiffEntry.ChangeType.RENAME;
    String status =
        switch (entry.getChangeType()) {
          case ADD -> "added";
          case DELETE -> "removed";
          case RENAME -> "renamed";
          case COPY -> "copied";
          case MODIFY -> "modified";
        };
    return new File(
        removed ? entry.getOldPath() : entry.getNewPath(),
        renamed ? Optional.of(entry.getOldPath()) : Optional.empty(),
        status,
        (removed ? entry.getOldId() : entry.getNewId()).name(),
        hunks(patch),
        hasHunks && patch.length() <= LARGEST_PATCH ? Optional.of(patch) : Optional.empty());
  }

  private static List<Hunk> hunks(String patch) {
    List<Hunk> hunks = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String header = "";
    int left = 0;
    int right = 0;
    for (String line : patch.split("\n", -1)) {
      if (line.startsWith("@@")) {
        if (!header.isEmpty()) {
          hunks.add(new Hunk(header, List.copyOf(lines), text.toString()));
        }
        header = line;
        lines.clear();
        text.setLength(0);
        text.append(line);
        left = firstNumber(line, line.indexOf('-') + 1);
        right = firstNumber(line, line.indexOf('+') + 1);
        continue;
      }
      text.append('\n').append(line);
      char sign = line.isEmpty() ? ' ' : line.charAt(0);
      switch (sign) {
        case '+' -> lines.add(new Line('+', 0, right++));
        case '-' -> lines.add(new Line('-', left++, 0));
        case ' ' -> lines.add(new Line(' ', left++, right++));
        default -> {
          // "\ No newline at end of file" belongs to the line above.
        }
      }
    }
    if (!header.isEmpty()) {
      hunks.add(new Hunk(header, List.copyOf(lines), text.toString()));
    }
    return List.copyOf(hunks);
  }

  private static String withoutLastNewline(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private static int firstNumber(String header, int from) {
    int end = from;
    while (end < header.length() && Character.isDigit(header.charAt(end))) {
      end++;
    }
    return Integer.parseInt(header, from, end, 10);
  }
}
