package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import java.util.List;

/// What a rule has to say about itself. All of it is shown to people; none of it may be left out.
///
/// @param name two or three words
/// @param severity the default
/// @param what one sentence: what it finds
/// @param why how it breaks a deployment
/// @param example a few lines that it finds something in
/// @param fix what to do
/// @param fixSafety whether and when the repair is safe for databases that exist
/// @param alembicSays messages of Alembic's that people will have seen
public record RulePage(
    RuleCode code,
    String name,
    Severity severity,
    String what,
    String why,
    String example,
    String fix,
    String fixSafety,
    List<String> alembicSays) {
  public RulePage {
    alembicSays = List.copyOf(alembicSays);
  }
}
