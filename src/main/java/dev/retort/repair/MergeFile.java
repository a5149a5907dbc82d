package dev.retort.repair;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.repair.Edits.AddedRevision;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The file of a merge revision, as `alembic merge` would write it in this environment: named by
/// `file_template`, in the folder of the first parent where there are several locations, filled in
/// from `script.py.mako`. A template that does more than fill in fields is not run; then the file
/// is written as Alembic's own template would, in the style of the parents' files.
///
/// It carries the moment after the youngest parent as its date: the clock would make every
/// computation of the same repair another one.
final class MergeFile {
  private static final String DEFAULT_TEMPLATE = "%(rev)s_%(slug)s";
  private static final int DEFAULT_SLUG = 40;

  private MergeFile() {}

  /// @return empty where the environment's settings would put it outside of its version locations
  static Optional<AddedRevision> write(HistoryChange change, List<Revision> parents, String id) {
    Environment environment = change.after().environment();
    List<String> ids = parents.stream().map(Revision::id).toList();
    String message = ids.size() == 2 ? "merge " + ids.get(0) + " and " + ids.get(1) : "merge heads";
    message = asciiWords(message) ? message : "merge heads";
    Moment moment = moment(parents);
    String folder =
        environment.versionLocations().size() == 1
            ? environment.versionLocations().getFirst()
            : folder(parents.getFirst().path());
    Optional<String> path = path(change.after(), folder, id, message, moment.at());
    if (path.isEmpty() || change.change().landing().tree().entries().containsKey(path.get())) {
      return Optional.empty();
    }
    Snapshot tree = change.change().landing().tree();
    String mako = "script.py.mako";
    if (!environment.scriptLocation().equals(".")) {
      mako = environment.scriptLocation() + "/" + mako;
    }
    String sibling = parents.getLast().path();
    Map<String, byte[]> texts = tree.read(List.of(mako, sibling));
    Fields fields = new Fields(message, id, ids, moment.text());
    String near = new String(texts.getOrDefault(sibling, new byte[0]), StandardCharsets.UTF_8);
    String body =
        Optional.ofNullable(texts.get(mako))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .flatMap(fields::fill)
            .orElseGet(() -> fields.plain(near));
    return Optional.of(
        new AddedRevision(path.get(), id, ids, body.getBytes(StandardCharsets.UTF_8)));
  }

  /// Whether an id is that number already, with or without leading zeros.
  private static boolean sameNumber(String number, String id) {
    return id.equals(number) || ("0".repeat(8) + number).endsWith("0" + id);
  }

  private static boolean asciiWords(String message) {
    return Literal.plain(List.of(message)) && message.length() <= 100;
  }

  private record Moment(LocalDateTime at, String text) {}

  private static Moment moment(List<Revision> parents) {
    return parents.stream()
        .flatMap(each -> each.docstring().createDate().stream())
        .flatMap(text -> date(text).stream())
        .max(Comparator.comparing(Moment::at))
        .map(latest -> {
          LocalDateTime at = latest.at().plusSeconds(1);
          String rest = latest.text().length() > 19 ? latest.text().substring(19) : "";
          return new Moment(at, stamp(at) + rest);
        })
        .orElseGet(() -> {
          LocalDateTime at = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
          return new Moment(at, stamp(at));
        });
  }

  private static String stamp(LocalDateTime at) {
    return "%04d-%02d-%02d %02d:%02d:%02d"
        .formatted(
            at.getYear(),
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            at.getSecond());
  }

  private static Optional<Moment> date(String text) {
    if (text.length() < 19 || !Literal.plain(List.of(text))) {
      return Optional.empty();
    }
    try {
      String iso = text.substring(0, 10) + "T" + text.substring(11, 19);
      return Optional.of(new Moment(LocalDateTime.parse(iso), text));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  /// Where the file of a new revision goes, by the environment's template.
  ///
  /// @return empty where that would lead out of its version locations
  static Optional<String> path(
      History history, String folder, String id, String message, LocalDateTime at) {
    Environment environment = history.environment();
    String usual = DEFAULT_TEMPLATE;
    if (!environment.options().containsKey("file_template")) {
      // Where files are numbered and ids are not, the number goes where the id would.
      usual =
          Numbering.of(history)
              .map(Numbering::next)
              .filter(number -> !sameNumber(number, id))
              .map(number -> number + "_%(slug)s")
              .orElse(DEFAULT_TEMPLATE);
    }
    Map<String, String> options = environment.options();
    int limit = DEFAULT_SLUG;
    try {
      limit = Integer.parseInt(options.getOrDefault("truncate_slug_length", "40").strip());
    } catch (NumberFormatException asAlembicSays) {
      // The configuration's own finding says so.
      limit = DEFAULT_SLUG;
    }
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("rev", id),
            Map.entry("slug", slug(message, limit)),
            Map.entry("epoch", Long.toString(at.toEpochSecond(ZoneOffset.UTC))),
            Map.entry("year", Integer.toString(at.getYear())),
            Map.entry("month", Integer.toString(at.getMonthValue())),
            Map.entry("day", Integer.toString(at.getDayOfMonth())),
            Map.entry("hour", Integer.toString(at.getHour())),
            Map.entry("minute", Integer.toString(at.getMinute())),
            Map.entry("second", Integer.toString(at.getSecond())));
    String name =
        named(options.getOrDefault("file_template", usual), values)
            .or(() -> named(DEFAULT_TEMPLATE, values))
            .orElseThrow();
    String path = folder.equals(".") ? name + ".py" : folder + "/" + name + ".py";
    boolean inside =
        Stream.of(path.split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))
            && path.chars().noneMatch(c -> c < ' ' || c == '\\')
            && HistoryReader.concerns(environment, path);
    return inside ? Optional.of(path) : Optional.empty();
  }

  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : path.substring(0, slash);
  }

  /// Words joined by `_`, cut at a word's end with `_` after it where they are too long.
  static String slug(String message, int limit) {
    StringBuilder words = new StringBuilder();
    boolean between = false;
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (Character.isLetterOrDigit(c) || c == '_') {
        words.append(between && !words.isEmpty() ? "_" : "").append(c);
        between = false;
      } else {
        between = true;
      }
    }
    String slug = words.toString().toLowerCase(Locale.ROOT);
    if (slug.length() <= limit) {
      return slug;
    }
    String cut = slug.substring(0, Math.max(0, limit));
    int last = cut.lastIndexOf('_');
    return (last < 0 ? cut : cut.substring(0, last)) + "_";
  }

  /// Python's `%(name)s` and `%(name).2d` filled in; empty where it asks for anything else.
  private static Optional<String> named(String template, Map<String, String> values) {
    StringBuilder name = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if (c != '%') {
        name.append(c);
        at++;
        continue;
      }
      if (template.startsWith("%%", at)) {
        name.append('%');
        at += 2;
        continue;
      }
      int close = template.startsWith("%(", at) ? template.indexOf(')', at) : -1;
      if (close < 0) {
        return Optional.empty();
      }
      String value = values.get(template.substring(at + 2, close));
      int end = close + 1;
      while (end < template.length() && "0123456789.".indexOf(template.charAt(end)) >= 0) {
        end++;
      }
      if (value == null || end >= template.length() || "sdi".indexOf(template.charAt(end)) < 0) {
        return Optional.empty();
      }
      String width = template.substring(close + 1, end).replace(".", "");
      int digits = width.isEmpty() || width.length() > 2 ? 0 : Integer.parseInt(width);
      boolean padded = !width.isEmpty() && value.chars().allMatch(Character::isDigit);
      name.append(padded ? "0".repeat(Math.max(0, digits - value.length())) : "").append(value);
      at = end + 1;
    }
    return Optional.of(name.toString());
  }

  /// What a template may ask for.
  private record Fields(String message, String id, List<String> parents, String date) {
    /// @return empty where the template is more than fields
    Optional<String> fill(String template) {
      Map<String, String> known =
          Map.ofEntries(
              Map.entry("message", message),
              Map.entry("up_revision", id),
              Map.entry("down_revision | comma,n", String.join(", ", parents)),
              Map.entry("down_revision | comma,n ", String.join(", ", parents)),
              Map.entry("create_date", date),
              Map.entry("imports if imports else \"\"", ""),
              Map.entry("imports if imports else ''", ""),
              Map.entry("repr(up_revision)", repr(List.of(id))),
              Map.entry("repr(down_revision)", repr(parents)),
              Map.entry("repr(branch_labels)", "None"),
              Map.entry("repr(depends_on)", "None"),
              Map.entry("upgrades if upgrades else \"pass\"", "pass"),
              Map.entry("upgrades if upgrades else 'pass'", "pass"),
              Map.entry("downgrades if downgrades else \"pass\"", "pass"),
              Map.entry("downgrades if downgrades else 'pass'", "pass"));
      StringBuilder text = new StringBuilder();
      for (String line : template.split("(?<=\n)", -1)) {
        String start = line.stripLeading();
        boolean directive =
            start.startsWith("%") || start.startsWith("<%") || start.startsWith("##");
        if (directive || line.contains("</%") || line.endsWith("\\\n")) {
          return Optional.empty();
        }
        int at = 0;
        while (at < line.length()) {
          int open = line.indexOf("${", at);
          int close = open < 0 ? -1 : line.indexOf('}', open);
          if (open >= 0 && close < 0) {
            return Optional.empty();
          }
          text.append(line, at, open < 0 ? line.length() : open);
          if (open < 0) {
            break;
          }
          String value = known.get(line.substring(open + 2, close).strip());
          if (value == null) {
            return Optional.empty();
          }
          text.append(value);
          at = close + 1;
        }
      }
      return Optional.of(text.toString());
    }

    private static String repr(List<String> ids) {
      return new String(Literal.parents(ids, '\''), StandardCharsets.US_ASCII);
    }

    /// @param near a parent's file: whether it is annotated, and its quotes, are taken over
    String plain(String near) {
      boolean annotated = near.contains("\nrevision: str");
      char quote =
          near.contains("\nrevision = '") || near.contains("\nrevision: str = '") ? '\'' : '"';
      String down = new String(Literal.parents(parents, quote), StandardCharsets.US_ASCII);
      String many = annotated ? ": Union[str, Sequence[str], None]" : "";
      String shown = Literal.plain(parents) ? String.join(", ", parents) : "";
      return """
      \"""%s

      Revision ID: %s
      Revises: %s
      Create Date: %s

      \"""
      %s

      # revision identifiers, used by Alembic.
      revision%s = %s
      down_revision%s = %s
      branch_labels%s = None
      depends_on%s = None


      def upgrade()%s:
          pass


      def downgrade()%s:
          pass
      """
          .formatted(
              message,
              id,
              shown,
              date,
              annotated ? "from typing import Sequence, Union\n" : "",
              annotated ? ": str" : "",
              Literal.string(id, quote),
              many,
              down,
              many,
              many,
              annotated ? " -> None" : "",
              annotated ? " -> None" : "")
          .replace("\"\"\"\n\n\n# rev", "\"\"\"\n\n# rev");
    }
  }
}
