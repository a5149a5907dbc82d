package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import java.util.List;
import java.util.regex.Pattern;

/// A fact of a rule that has none of its own yet.
///
/// @param words plain text that may hold a stranger's words
public record Sentence(RuleCode code, String words) implements Fact {
  private static final Pattern LINE = Pattern.compile("(\\.pyc?):[0-9]{1,9}");

  @Override
  public Prose headline() {
    int end = words.length();
    for (String stop : List.of(": ", ". ", "; ")) {
      int at = words.indexOf(stop);
      if (at > 20 && at < end) {
        end = at;
      }
    }
    String clause = words.substring(0, end);
    return Prose.loose(clause.endsWith(".") ? clause.substring(0, clause.length() - 1) : clause);
  }

  @Override
  public Prose sequel() {
    return Prose.EMPTY;
  }

  @Override
  public Prose message() {
    return Prose.loose(words);
  }

  @Override
  public List<String> identity() {
    return List.of(LINE.matcher(words).replaceAll("$1"));
  }
}
