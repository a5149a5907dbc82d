package dev.retort.rule;

import dev.retort.alembic.Counted;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// RT310: an id that the version table cannot hold.
public final class LongId implements Rule {
  /// What the version table holds.
  public static final int MOST_CHARACTERS = 32;

  private static final RulePage PAGE =
      new RulePage(
          RuleCode.LONG_ID,
          "long id",
          Severity.WARNING,
          "A revision id is longer than the 32 characters that Alembic's version table holds.",
          """
          `alembic_version.version_num` is a `VARCHAR(32)`. PostgreSQL and MySQL refuse a longer id, and \
          they do so at the very end, after the migration has run; SQLite takes anything, so tests \
          pass. Whoever has made the column wider knows, and is not told again.\
          """,
          """
          revision = "0009_agent_ownership_and_public_channels"
          """,
          """
          Give the revision a shorter id, in the docstring, the file name and whatever revises it too; or widen the column in a migration before this one.\
          """,
          """
          Safe as long as no database has run the revision.\
          """,
          List.of("value too long for type character varying(32)"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Revision> tooLong =
        change.after().revisions().stream().filter(revision -> isLong(revision.id())).toList();
    boolean had = change.before().revisions().stream().anyMatch(revision -> isLong(revision.id()));
    if (tooLong.isEmpty() || had || isWidened(change)) {
      return List.of();
    }
    boolean alone = change.change().base().entries().isEmpty();
    Severity severity =
        policy.severities().getOrDefault(PAGE.code(), alone ? Severity.WARNING : Severity.FAILURE);
    Revision first = tooLong.getFirst();
    return List.of(Place.id(first).fresh(new Found(first.id(), tooLong.size() - 1), severity));
  }

  /// Whether the version table cannot hold an id.
  public static boolean isLong(String id) {
    return id.codePointCount(0, id.length()) > MOST_CHARACTERS;
  }

  /// Whether env.py or a migration has made the column wider, as far as it is named there.
  private static boolean isWidened(HistoryChange change) {
    List<String> paths =
        Stream.concat(
                Stream.of(EnvFile.path(change.environment())),
                change.after().revisions().stream().map(Revision::path))
            .toList();
    return change.change().landing().tree().read(paths).values().stream()
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .anyMatch(text -> text.contains("version_num") || text.contains("version_table_impl"));
  }

  /// An id that the version table cannot hold.
  ///
  /// @param more how many others are as long
  public record Found(String id, int more) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.LONG_ID;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(id)
          .text(" has " + id.codePointCount(0, id.length()) + " characters")
          .text(
              more > 0
                  ? ", and " + Counted.of(more, "more id is", "more ids are") + " too long as well"
                  : "");
    }

    @Override
    public Prose sequel() {
      return Prose.of(
              "; Alembic's version table holds 32, and a database refuses more after the migration has run")
          .stop()
          .text("Give it a shorter id, or widen ")
          .code("version_num")
          .text(" first.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(id);
    }
  }
}
