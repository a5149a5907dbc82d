package dev.retort.plan;

import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import dev.retort.repair.Repair;
import dev.retort.rule.Fact;
import dev.retort.rule.Place;
import dev.retort.rule.Prose;
import java.util.List;
import java.util.Optional;

/// What would make a broken history whole, in the order in which it should be done: what no
/// database can notice first, guesses last. Each step is a repair of the tree that the steps before
/// it leave, so that their patches, applied one after the other, give the outcome.
///
/// @param planned the steps in their order
/// @param outcome the history after all of them, read again from the bytes
/// @param unrepaired what is wrong with the outcome still, and why no step cures it
/// @param joinings the ways to make one of several heads, the one that the steps end with first;
///   empty where there is nothing to join. Each starts where the steps before the joining leave off
/// @param chain the ids of the history in one line, oldest first, as parents, dates, file names and
///   git tell; empty where it cannot be laid out: on a circle, or with an id declared twice
public record WholePlan(
    List<Planned> planned,
    HistoryChange outcome,
    List<Unrepaired> unrepaired,
    List<Joining> joinings,
    List<String> chain) {
  public WholePlan {
    planned = List.copyOf(planned);
    unrepaired = List.copyOf(unrepaired);
    joinings = List.copyOf(joinings);
    chain = List.copyOf(chain);
  }

  /// The repairs alone.
  public List<Repair> steps() {
    return planned.stream().map(Planned::repair).toList();
  }

  /// One step.
  ///
  /// @param repair relative to the tree after the steps before it; its proof is the history's
  ///   condition after it
  /// @param code the rule that describes what it cures
  /// @param about the ids that it is about: the missing ones, the duplicate, the circle, the heads
  /// @param instead other ways to cure the same, relative to the same tree; the steps that follow
  ///   are not planned for them
  public record Planned(Repair repair, RuleCode code, List<String> about, List<Repair> instead) {
    public Planned {
      about = List.copyOf(about);
      instead = List.copyOf(instead);
    }

    /// Why it is believed, one clause each, none left out.
    public List<Prose> evidence() {
      return repair.summary().reasons();
    }
  }

  /// Something that the steps leave as it is.
  ///
  /// @param fact what is wrong in the outcome
  /// @param why no step cures it; a sentence
  public record Unrepaired(Fact fact, Place place, Prose why) {}

  /// A way to make one of several heads.
  ///
  /// @param steps one after the other, relative to the tree before any joining
  /// @param obstacle why it cannot be done; where it can be, empty
  public record Joining(Way way, List<Repair> steps, Optional<Prose> obstacle) {
    public Joining {
      steps = List.copyOf(steps);
    }
  }

  /// How heads become one.
  public enum Way {
    /// One merge revision over all heads of the same labels.
    MERGE,
    /// A merge revision over two heads, and so on with what is left.
    PAIRWISE,
    /// No merge revision: each line continues the one before it.
    LINEAR;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
