package dev.retort.git;

import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.GitEvidence.Trace;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What `git log -c --raw -z` says, commit by commit: a header of ours, then for each file a line
/// of modes, ids and letters, and its path.
final class GitLogRecords {
  /// The header: a mark that nothing else begins with, the commit, when it was made, its parents.
  static final String FORMAT = "tformat:%x01%H %aI %P";

  private static final char MARK = 1;
  private static final String LONG_AGO = "1970-01-01T00:00:00+00:00";

  private final byte[] log;
  private final boolean elsewhere;
  private final boolean shallow;
  private final Function<String, Optional<String>> within;
  private final Predicate<String> wanted;
  private final List<Trace> traces = new ArrayList<>();
  private int at;

  /// @param log as git writes it; where it was cut, what is not whole is left out
  /// @param shallow whether the oldest commits only seem to bring all that they hold
  /// @param within turns a path of the repository into one of the folder looked at, where it is one
  /// @param wanted which of these paths are told of
  GitLogRecords(
      byte[] log,
      boolean elsewhere,
      boolean shallow,
      Function<String, Optional<String>> within,
      Predicate<String> wanted) {
    this.log = log;
    this.elsewhere = elsewhere;
    this.shallow = shallow;
    this.within = within;
    this.wanted = wanted;
  }

  private record Commit(String id, String date, boolean root) {}

  List<Trace> traces() {
    Optional<Commit> commit = Optional.empty();
    for (Optional<String> token = next(); token.isPresent(); token = next()) {
      // What follows a header begins on a new line.
      String text = token.get().startsWith("\n") ? token.get().substring(1) : token.get();
      if (!text.isEmpty() && text.charAt(0) == MARK) {
        commit = commit(text.substring(1));
      } else if (text.startsWith(":")) {
        Optional<String> path = next();
        if (path.isEmpty()) {
          break;
        }
        if (commit.isPresent() && !(shallow && commit.get().root())) {
          Commit by = commit.get();
          within.apply(path.get()).filter(wanted).ifPresent(each -> file(text, each, by));
        }
      }
    }
    return traces;
  }

  /// The bytes up to the next NUL, as text; what is not UTF-8 is no path that could be wanted.
  private Optional<String> next() {
    int end = at;
    while (end < log.length && log[end] != 0) {
      end++;
    }
    if (end == log.length) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(log, at, end - at);
    at = end + 1;
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException notText) {
      return Optional.of("");
    }
  }

  private static Optional<Commit> commit(String header) {
    String[] fields = header.split(" ", -1);
    return fields.length < 3
        ? Optional.empty()
        : Optional.of(new Commit(fields[0], date(fields[1]), fields[2].isEmpty()));
  }

  /// A commit may claim any date at all.
  private static String date(String text) {
    try {
      return OffsetDateTime.parse(text).getYear() < 10_000 ? text : LONG_AGO;
    } catch (DateTimeException notADate) {
      return LONG_AGO;
    }
  }

  /// `:mode mode id id letter`, and in a merge of n parents `::` with n more modes and ids.
  private void file(String meta, String path, Commit commit) {
    int parents = 0;
    while (parents < meta.length() && meta.charAt(parents) == ':') {
      parents++;
    }
    String[] fields = meta.substring(parents).split(" ", -1);
    if (fields.length != 2 * parents + 3) {
      return;
    }
    Optional<String> after = content(fields[parents], fields[2 * parents + 1]);
    Set<Optional<String>> befores = new LinkedHashSet<>();
    for (int i = 0; i < parents; i++) {
      befores.add(content(fields[i], fields[parents + 1 + i]));
    }
    if (befores.size() > 1) {
      befores.remove(Optional.<String>empty());
    }
    for (Optional<String> before : befores) {
      deed(before, after, parents > 1)
          .ifPresent(deed ->
              traces.add(
                  new Trace(path, deed, commit.id(), commit.date(), before, after, elsewhere)));
    }
  }

  private static Optional<Deed> deed(
      Optional<String> before, Optional<String> after, boolean merge) {
    if (before.isEmpty()) {
      return after.map(added -> Deed.ADDED);
    }
    return Optional.of(after.isEmpty() ? Deed.DELETED : merge ? Deed.MERGED : Deed.EDITED);
  }

  /// Of a regular file; links and submodules hold no revision.
  private static Optional<String> content(String mode, String id) {
    return mode.startsWith("100") ? Optional.of(id) : Optional.empty();
  }
}
