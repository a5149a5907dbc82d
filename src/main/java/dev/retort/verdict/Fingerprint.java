package dev.retort.verdict;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.change.Sha256;
import dev.retort.rule.Finding;
import dev.retort.rule.Prose;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What makes a finding the same one after another push: its environment, code, file and revision,
/// and what its fact says that it is about. Neither words nor lines are part of it, so that a
/// better sentence or an edit further up changes nothing; the edited text of a body is, so that
/// whoever accepted one edit has not accepted the next.
public final class Fingerprint {
  private static final Pattern LINE = Pattern.compile("(\\.pyc?):[0-9]{1,9}");

  private Fingerprint() {}

  /// 40 hexadecimal digits.
  public static String of(HistoryChange change, Finding finding) {
    return of(change, finding, finding.fact().identity());
  }

  /// Every fingerprint by which a finding is known: today's, and those that lie in the stores of
  /// servers that ran before. They were made of some words of a fact, and earlier of those of its
  /// message.
  static List<String> known(HistoryChange change, Finding finding) {
    List<String> former = finding.fact().formerIdentity().stream().map(Prose::plain).toList();
    return List.of(of(change, finding), of(change, finding, former), ofMessage(change, finding));
  }

  private static String of(HistoryChange change, Finding finding, List<String> identity) {
    List<String> parts = where(change, finding);
    parts.add("fact");
    parts.addAll(identity);
    return digest(parts);
  }

  private static String ofMessage(HistoryChange change, Finding finding) {
    List<String> parts = where(change, finding);
    parts.add(LINE.matcher(finding.fact().formerMessage().plain()).replaceAll("$1"));
    parts.addAll(beyondTheMessage(change, finding));
    return digest(parts);
  }

  private static List<String> where(HistoryChange change, Finding finding) {
    List<String> parts = new ArrayList<>();
    parts.add(change.environment().scriptLocation());
    parts.add(finding.code().toString());
    parts.add(finding.path());
    parts.add(finding.revision().orElse(""));
    parts.add(finding.counterpart().orElse(""));
    return parts;
  }

  /// A message names a few revisions and counts the rest, and says of a body only that it is
  /// edited.
  private static List<String> beyondTheMessage(HistoryChange change, Finding finding) {
    return switch (finding.code()) {
      case REMOVED_REVISION -> change.removed().stream().map(Revision::id).toList();
      case EDITED_BODY ->
          change.reworked().stream()
              .map(HistoryChange.Rewritten::after)
              .map(revision -> revision.id() + revision.bodies())
              .toList();
      default -> List.of();
    };
  }

  /// Lengths are told first, so that no part can run into the next.
  private static String digest(List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(part.getBytes(StandardCharsets.UTF_8).length).append(':').append(part);
    }
    return Sha256.hex(text.toString(), 20);
  }
}
