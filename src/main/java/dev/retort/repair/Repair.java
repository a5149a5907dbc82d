package dev.retort.repair;

import dev.retort.alembic.Condition;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Upgrade;
import java.util.Optional;

/// Edits that make findings go away, with the proof that they do. There is none without its proof.
///
/// @param strategy which way it goes
/// @param summary what it does and why, for people
/// @param edits what it writes and takes away
/// @param safety how safe it is for databases that exist
/// @param reread the history, read again after the edits
/// @param patch a unified diff that `git apply` takes
/// @param upgrade whether an empty database can be upgraded through the repaired history, where
///   that was worked out
public record Repair(
    Strategy strategy,
    Summary summary,
    Edits edits,
    Safety safety,
    Reread reread,
    String patch,
    Optional<Upgrade> upgrade) {
  /// A repair whose edits were made and whose history was read again.
  ///
  /// @param was what is repaired
  /// @param is the same with the edits made
  public static Repair proved(
      Strategy strategy,
      Summary summary,
      Edits edits,
      Safety safety,
      HistoryChange was,
      HistoryChange is) {
    return new Repair(
        strategy,
        summary,
        edits,
        safety,
        Reread.of(is.after()),
        edits.patch(was.change().head()),
        Optional.empty());
  }

  /// What the history that was read again comes to.
  public Condition proof() {
    return reread.condition();
  }

  /// The same, with what an empty database would say; where it would refuse what it did not before,
  /// somebody has to consent.
  ///
  /// @param was of the history before the repair
  public Repair upgrading(Upgrade was, Upgrade is) {
    return new Repair(
        strategy,
        summary,
        edits,
        safety == Safety.SAFE && (is.isWorseThan(was) || disorders(is)) ? Safety.CONSENT : safety,
        reread,
        patch,
        Optional.of(is));
  }

  /// Whether it joins lines that run in an order in which they cannot.
  private boolean disorders(Upgrade is) {
    return strategy == Strategy.MERGE && is.isTooEarly();
  }

  /// Whether an empty database is known to refuse the repaired history.
  public boolean isRefused() {
    return upgrade.filter(Upgrade.Fails.class::isInstance).isPresent();
  }

  /// The ways to repair, by the word that people type and scripts read.
  public enum Strategy {
    /// Revisions that only the change has get other parents.
    REPOINT,
    /// A merge revision joins the heads.
    MERGE,
    /// What the change did to revisions of the base is undone.
    UNDO,
    /// A revision gets an id of its own.
    RENUMBER,
    /// A reference to a revision that does not exist is led to one that does.
    REPARENT,
    /// A revision that another one makes superfluous goes away: a merge of the same heads, or a
    /// copy.
    DROP,
    /// A file that is missed comes back as git's history has it.
    RESTORE,
    /// A merge that was written with `depends_on` becomes one.
    JOIN,
    /// A merge stops naming what lies below its other parents.
    PRUNE,
    /// A circle is opened at one edge.
    OPEN,
    /// Single lines of new migrations are mended; the graph stays as it is.
    MEND;

    /// Whether people choose it by its word, which is their consent; the others are applied by hand
    /// where they need one.
    public boolean isChosen() {
      return this == REPOINT || this == MERGE;
    }

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Whether it may be applied.
  public enum Safety {
    /// No database can have run what it changes.
    SAFE,
    /// Somebody has to know that no database has run what it changes.
    CONSENT,
    /// Only shown; a person has to decide and do it.
    SHOWN;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
