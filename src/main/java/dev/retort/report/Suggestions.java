package dev.retort.report;

import dev.retort.alembic.Counted;
import dev.retort.alembic.Docstring;
import dev.retort.alembic.Revision;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.change.Sha256;
import dev.retort.python.Span;
import dev.retort.repair.Edits;
import dev.retort.repair.FileEdit;
import dev.retort.repair.Repair;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Recommended repairs as suggestions that one click commits.
///
/// A suggestion is text that GitHub writes into the file, so there is none where that could change
/// more than the repair does: in a file that is not UTF-8, that ends its lines with a carriage
/// return, or whose lines hold characters that cannot be seen. Nor is there one where the
/// suggestions could be only half of the repair: where it adds a file, or edits the parents of a
/// revision outside of the diff. The docstring's `Revises:` line may be left behind, because
/// Alembic never reads it.
public final class Suggestions {
  private static final String OPENING = "<!-- retort:suggestion ";
  private static final String CLOSING = " -->";
  private static final int MOST = 30;
  private static final int MOST_PARENTS = 5;

  private Suggestions() {}

  /// In the order of paths and lines.
  public static List<Suggestion> of(Verdict verdict, DiffLines lines) {
    List<Suggestion> all = new ArrayList<>();
    for (Judged judged : verdict.environments()) {
      all.addAll(recommended(judged, lines));
      judged
          .mend()
          .filter(mend -> !judged.recommended().equals(Optional.of(mend)))
          .ifPresent(mend -> all.addAll(of(judged, mend, lines)));
    }
    return all.stream()
        .sorted(Comparator.comparing(Suggestion::path).thenComparingInt(Suggestion::line))
        .toList();
  }

  /// How many make up the recommended repairs.
  static int recommended(Verdict verdict, DiffLines lines) {
    return verdict.environments().stream()
        .mapToInt(judged -> recommended(judged, lines).size())
        .sum();
  }

  private static List<Suggestion> recommended(Judged judged, DiffLines lines) {
    return judged
        .recommended()
        .filter(Suggestions::editsOnly)
        .map(repair -> of(judged, repair, lines))
        .orElse(List.of());
  }

  /// The hidden key of one of our suggestions, by which it is found again: equal for the same lines
  /// of the same file with the same new content. It counts only at the start of a comment.
  public static Optional<String> marker(String body) {
    int end = body.indexOf(CLOSING);
    return body.startsWith(OPENING) && end > 0
        ? Optional.of(body.substring(OPENING.length(), end))
        : Optional.empty();
  }

  private static boolean editsOnly(Repair repair) {
    return MarkdownSections.applicable(repair) && repair.edits().isInPlace();
  }

  private static List<Suggestion> of(Judged judged, Repair repair, DiffLines lines) {
    List<Suggestion> suggestions = new ArrayList<>();
    for (FileEdit edit : repair.edits().fileEdits()) {
      Optional<Revision> revision =
          judged.change().after().revisions().stream()
              .filter(each -> each.path().equals(edit.path()))
              .findFirst();
      Optional<Span> header =
          revision.map(Revision::docstring).flatMap(Docstring::revises).map(Docstring.Header::span);
      for (Lines changed : Lines.of(edit)) {
        boolean possible =
            standsInTheHead(judged, edit)
                && changed.writable()
                && lines.holds(edit.path(), changed.first(), changed.last());
        if (possible) {
          suggestions.add(suggestion(judged, repair, edit.path(), changed));
        } else if (!changed.within(header)) {
          return List.of();
        }
      }
    }
    return suggestions.size() > MOST ? List.of() : suggestions;
  }

  /// The lines of a comment are those of the pull request's head, which a fold with the base may
  /// have changed.
  private static boolean standsInTheHead(Judged judged, FileEdit edit) {
    Entry entry = judged.change().change().head().entries().get(edit.path());
    return entry != null && entry.blob().equals(edit.blob());
  }

  private static Suggestion suggestion(Judged judged, Repair repair, String path, Lines changed) {
    String text = changed.after();
    boolean mends = repair.strategy() == Repair.Strategy.MEND;
    String reason =
        judged.findings().stream()
                .filter(finding -> finding.fails() || (mends && finding.isNew()))
                .filter(finding -> finding.path().equals(path))
                .filter(finding ->
                    finding.line() >= changed.first() && finding.line() <= changed.last())
                .findFirst()
                .map(finding -> "**" + finding.code() + "** ")
                .orElse("")
            + whatChanges(judged, repair, path);
    String caution =
        repair.safety() == Repair.Safety.CONSENT
            ? "\n\n**Ask first:** only if no database has run this revision."
            : "";
    String fence = Markdown.fence(text);
    String body =
        OPENING
            + key(path, changed)
            + CLOSING
            + "\n"
            + reason
            + caution
            + "\n\n"
            + fence
            + "suggestion\n"
            + text
            + (text.isEmpty() || text.endsWith("\n") ? "" : "\n")
            + fence;
    return new Suggestion(path, changed.first(), changed.last(), body);
  }

  /// What it is for is said by the check's annotation of the same line.
  private static String whatChanges(Judged judged, Repair repair, String path) {
    List<Edits.ParentEdit> edits =
        repair.edits().parentEdits().stream().filter(edit -> edit.path().equals(path)).toList();
    // One that gets another id is not only re-pointed.
    if (edits.size() != 1
        || judged.change().after().revision(edits.getFirst().revision()).isEmpty()) {
      return MarkdownSections.sentence(RepairWords.markdown(repair));
    }
    Edits.ParentEdit edit = edits.getFirst();
    RevisionNames names = RevisionNames.of(judged);
    return named(edit.revision(), names)
        + " revises "
        + all(edit.to(), names)
        + " instead of "
        + all(edit.from(), names)
        + ".";
  }

  private static String all(List<String> ids, RevisionNames names) {
    return ids.isEmpty()
        ? "nothing"
        : Counted.few(ids, MOST_PARENTS, " and ", id -> named(id, names));
  }

  private static String named(String id, RevisionNames names) {
    return names.of(id).map(name -> ProseMarkdown.quoted(name) + " ").orElse("")
        + Markdown.code(id);
  }

  private static String key(String path, Lines changed) {
    return Sha256.hex(
        path + "\0" + changed.first() + "\0" + changed.last() + "\0" + changed.after(), 12);
  }

  /// Whole lines that an edit replaces.
  ///
  /// @param first counted from 1
  /// @param last inclusive
  /// @param after the text that takes their place, with the last line's end
  /// @param spans the edited bytes
  /// @param writable whether text can express it
  private record Lines(int first, int last, String after, List<Span> spans, boolean writable) {

    /// The edited lines of a file; lines that follow each other are taken together.
    static List<Lines> of(FileEdit edit) {
      List<Lines> all = new ArrayList<>();
      byte[] before = edit.before();
      boolean text = decode(before, 0, before.length).isPresent();
      List<FileEdit.Replacement> run = new ArrayList<>();
      int runEnd = 0;
      for (FileEdit.Replacement replacement : edit.replacements()) {
        int start = startOfLine(before, replacement.span().start());
        if (!run.isEmpty() && start > runEnd) {
          all.add(of(before, run, text));
          run.clear();
        }
        run.add(replacement);
        runEnd = endOfLine(before, replacement.span());
      }
      if (!run.isEmpty()) {
        all.add(of(before, run, text));
      }
      return all;
    }

    private static Lines of(byte[] before, List<FileEdit.Replacement> run, boolean text) {
      int start = startOfLine(before, run.getFirst().span().start());
      int end = endOfLine(before, run.getLast().span());
      java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
      int from = start;
      for (FileEdit.Replacement replacement : run) {
        bytes.write(before, from, replacement.span().start() - from);
        bytes.writeBytes(replacement.text());
        from = replacement.span().end();
      }
      bytes.write(before, from, end - from);
      Optional<String> old = decode(before, start, end);
      Optional<String> after = decode(bytes.toByteArray(), 0, bytes.size());
      int first = 1 + lineFeeds(before, 0, start);
      int last = first + Math.max(0, lineFeeds(before, start, Math.max(start, end - 1)));
      boolean writable =
          text && old.filter(Lines::plain).isPresent() && after.filter(Lines::plain).isPresent();
      return new Lines(
          first,
          last,
          after.orElse(""),
          run.stream().map(FileEdit.Replacement::span).toList(),
          writable);
    }

    boolean within(Optional<Span> header) {
      return header.isPresent()
          && spans.stream()
              .allMatch(
                  span -> span.start() >= header.get().start() && span.end() <= header.get().end());
    }

    private static boolean plain(String lines) {
      return Visible.isPlain(lines.replace("\n", "").replace("\t", ""));
    }

    private static int startOfLine(byte[] bytes, int at) {
      int start = at;
      while (start > 0 && bytes[start - 1] != '\n') {
        start--;
      }
      return start;
    }

    /// The byte after the line feed that ends the span's last line.
    private static int endOfLine(byte[] bytes, Span span) {
      int end = span.length() > 0 && bytes[span.end() - 1] == '\n' ? span.end() - 1 : span.end();
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      return Math.min(bytes.length, end + 1);
    }

    private static int lineFeeds(byte[] bytes, int from, int to) {
      int count = 0;
      for (int i = from; i < to; i++) {
        if (bytes[i] == '\n') {
          count++;
        }
      }
      return count;
    }

    private static Optional<String> decode(byte[] bytes, int from, int to) {
      try {
        return Optional.of(
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, from, to - from))
                .toString());
      } catch (CharacterCodingException e) {
        return Optional.empty();
      }
    }
  }

  /// A review comment whose suggestion replaces exactly its lines, on the right side of the diff.
  ///
  /// @param path relative to the repository's root
  /// @param startLine first line replaced, counted from 1 in the head's file
  /// @param line last line replaced
  /// @param body Markdown with one suggestion block and our hidden marker
  public record Suggestion(String path, int startLine, int line, String body) {}
}
