package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT308: an id that looks invented.
public final class InventedId implements Rule {
  private static final int SHORTEST = 8;

  private static final RulePage PAGE =
      new RulePage(
          RuleCode.INVENTED_ID,
          "invented id",
          Severity.NOTICE,
          "A new revision has an id that nobody drew at random.",
          """
          Alembic draws ids at random so that two people never get the same one. An id that was made up \
          (`a1b2c3d4e5f6`, `123456789abc`) is made up again by the next person or program that \
          writes a revision by hand, and then two files declare one id.\
          """,
          """
          revision = "a1b2c3d4e5f6"
          down_revision = "20f4"
          """,
          """
          Let `alembic revision` choose, or take twelve random hexadecimal digits.\
          """,
          """
          Safe as long as no database has run the revision; the file's name and what revises it go with it.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    if (change.change().base().entries().isEmpty()) {
      return List.of();
    }
    return change.added().stream()
        .filter(revision -> looksInvented(revision.id()))
        .map(revision -> Place.id(revision).fresh(new Found(revision.id()), policy.severity(PAGE)))
        .toList();
  }

  /// Whether the letters of an id and its digits each run on evenly, or a few characters repeat.
  /// Numbers with leading zeros, dates and words are chosen, and not meant to be unique by chance.
  static boolean looksInvented(String id) {
    if (id.length() < SHORTEST || !id.matches("[0-9a-z]+")) {
      return false;
    }
    for (int period = 1; period <= id.length() / 3; period++) {
      String part = id.substring(0, period);
      if (!part.matches("0+") && part.repeat(id.length() / period + 1).startsWith(id)) {
        return true;
      }
    }
    String letters = id.replaceAll("[0-9]", "");
    String digits = id.replaceAll("[a-z]", "");
    boolean hexadecimal = letters.matches("[a-f]*");
    boolean known = hexadecimal || digits.length() > 2;
    return known
        && (letters.isEmpty() || runs(letters, 'a', hexadecimal ? 6 : 26))
        && (digits.isEmpty() || runs(digits, '0', 10))
        && letters.length() != 1
        && digits.length() != 1;
  }

  /// Whether each character is the next one, or the one before, round in a circle.
  private static boolean runs(String text, char first, int size) {
    for (int step : new int[] {1, size - 1}) {
      boolean even = true;
      for (int i = 1; i < text.length(); i++) {
        even &= (text.charAt(i - 1) - first + step) % size == text.charAt(i) - first;
      }
      // From 9 to 1 is a step for whoever counts without a zero.
      if (even || (size == 10 && runsWithoutZero(text, step == 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean runsWithoutZero(String text, boolean up) {
    for (int i = 1; i < text.length(); i++) {
      int before = text.charAt(i - 1) - '1';
      int expected = up ? (before + 1) % 9 : (before + 8) % 9;
      if (before < 0 || text.charAt(i) - '1' != expected) {
        return false;
      }
    }
    return text.charAt(0) != '0';
  }

  /// An id that nobody drew.
  public record Found(String id) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.INVENTED_ID;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(id)
          .text(" looks made up, and whoever makes up the next one may come to the same");
    }

    @Override
    public Prose sequel() {
      return Prose.of("; let ").code("alembic revision").text(" draw an id.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(id);
    }
  }
}
