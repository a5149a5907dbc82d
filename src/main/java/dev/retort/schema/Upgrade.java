package dev.retort.schema;

import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether an empty database can be upgraded through a whole history, as far as can be read.
public sealed interface Upgrade {
  /// Everything was read, and nothing in it would be refused.
  record Whole(Dialect dialect) implements Upgrade {}

  /// The database would refuse an operation: everything that takes part in it is known.
  ///
  /// @param object as the inventory names it
  /// @param value of the enum that the object is, where only that is refused
  /// @param at with the revision and the line that is refused
  /// @param other who made, dropped or uses the object before; of one that is missing, who makes it
  ///   too late
  record Fails(
      Dialect dialect,
      Clash.Kind kind,
      ObjectName object,
      Optional<String> value,
      Provenance at,
      Optional<Provenance> other)
      implements Upgrade {}

  /// Nothing is refused that is known, but not everything is known.
  ///
  /// @param since the first line that was not followed
  record Unknown(Dialect dialect, Provenance since, Gap gap) implements Upgrade {}

  /// The database that it is said of.
  Dialect dialect();

  static Upgrade of(History history, SourceTree tree, Dialect dialect) {
    return of(history, tree, dialect, ReadingCache.NONE);
  }

  /// Through a history in the order in which Alembic runs it.
  static Upgrade of(History history, SourceTree tree, Dialect dialect, ReadingCache cache) {
    return of(Replay.asRun(history, tree, dialect, cache), tree);
  }

  /// Of a replay of the whole history, which is done again where Alembic runs it in another order.
  ///
  /// @param tree that it was read from
  static Upgrade following(Replay replay, SourceTree tree, ReadingCache cache) {
    return replay.hasOneOrder()
        ? of(replay, tree)
        : of(replay.history(), tree, replay.dialect(), cache);
  }

  /// Of a replay of the whole history, in the order in which Alembic runs it.
  ///
  /// @param tree that it was read from
  static Upgrade of(Replay replay, SourceTree tree) {
    Optional<Schema.Opening> opening = replay.schema().opening();
    Set<String> implicit = new HashSet<>();
    for (Replay.Step step : replay.steps()) {
      Optional<Fails> clash =
          step.clashes().stream()
              .filter(each -> !isOnceARun(each, implicit))
              .findFirst()
              .map(each -> fails(each, step, replay.dialect()));
      for (Operation operation : step.reading().operations()) {
        if (operation instanceof Operation.CreateEnum made && made.implicit()) {
          implicit.add(made.name());
        }
      }
      Optional<Fails> missed =
          opening
              .filter(each -> each.since().path().equals(step.revision().path()))
              .flatMap(each -> missed(each, replay, tree));
      Optional<Fails> first =
          missed
              .filter(each -> clash.filter(other -> other.at().line() < each.at().line()).isEmpty())
              .or(() -> clash);
      if (first.isPresent()) {
        return late(first.get(), replay);
      }
    }
    return opening
        .<Upgrade>map(each -> new Unknown(replay.dialect(), each.since(), each.gap()))
        .orElseGet(() -> partly(replay));
  }

  /// Whether a type is made by the creation of a second table: within one run SQLAlchemy makes it
  /// once.
  private static boolean isOnceARun(Clash clash, Set<String> implicit) {
    return clash.kind() == Clash.Kind.TYPE_MADE_TWICE
        && clash.operation() instanceof Operation.CreateEnum made
        && made.implicit()
        && implicit.contains(made.name());
  }

  private static Fails fails(Clash clash, Replay.Step step, Dialect dialect) {
    return new Fails(
        dialect,
        clash.kind(),
        clash.object(),
        clash.value(),
        new Provenance(
            step.revision().id(), step.revision().path(), clash.operation().site().line()),
        clash.earlier());
  }

  /// The use of a table that nothing has made by then. One that another revision makes is missing
  /// for certain; any other may have been made by env.py.
  private static Optional<Fails> missed(Schema.Opening opening, Replay replay, SourceTree tree) {
    return opening
        .missed()
        .map(object ->
            new Fails(
                replay.dialect(),
                Clash.Kind.NEVER_MADE,
                object,
                Optional.empty(),
                opening.since(),
                Optional.empty()))
        .filter(fails -> late(fails, replay).other().isPresent() || !isPrepared(replay, tree));
  }

  /// Whether env.py does more to the database than running migrations.
  private static boolean isPrepared(Replay replay, SourceTree tree) {
    String env = replay.history().environment().scriptLocation() + "/env.py";
    byte[] content = tree.read(List.of(env)).get(env);
    return content != null
        && Pattern.compile("create_all|\\.execute\\(|CREATE ")
            .matcher(new String(content, StandardCharsets.UTF_8))
            .find();
  }

  /// The same with who makes it too late.
  private static Fails late(Fails fails, Replay replay) {
    if (fails.kind() != Clash.Kind.NEVER_MADE && fails.kind() != Clash.Kind.TYPE_NEVER_MADE) {
      return fails;
    }
    for (Replay.Step step : replay.steps()) {
      for (Effect effect : step.effects()) {
        if (effect.object().equals(fails.object()) && isMadeIn(step, effect)) {
          return new Fails(
              fails.dialect(),
              fails.kind(),
              fails.object(),
              fails.value(),
              fails.at(),
              Optional.of(
                  new Provenance(step.revision().id(), step.revision().path(), effect.line())));
        }
      }
    }
    return fails;
  }

  /// A table that is used before it is made stands in for itself until then.
  private static boolean isMadeIn(Replay.Step step, Effect effect) {
    return effect.after().stream()
        .filter(after -> !(after instanceof Table table && table.foreign()))
        .anyMatch(after -> after.made().revision().equals(step.revision().id()));
  }

  private static Upgrade partly(Replay replay) {
    Optional<Problem> unloaded =
        replay.history().problems().stream().filter(Problem::stopsLoading).findFirst();
    if (unloaded.isPresent()) {
      Problem first = unloaded.get();
      return new Unknown(
          replay.dialect(),
          new Provenance(first.revision().orElse(""), first.path(), first.line()),
          Gap.OfHistory.REFUSED);
    }
    for (Replay.Step step : replay.steps()) {
      if (step.revision().bodies().upgrade().isEmpty()) {
        return new Unknown(
            replay.dialect(),
            new Provenance(step.revision().id(), step.revision().path(), step.revision().line()),
            Gap.OfHistory.NO_UPGRADE);
      }
      for (Reading.Reason reason : step.reading().reasons()) {
        return new Unknown(
            replay.dialect(),
            new Provenance(step.revision().id(), step.revision().path(), reason.line()),
            reason.gap());
      }
    }
    return new Whole(replay.dialect());
  }

  /// Whether this is refused, and that is no fault of before: not the same, and nothing was refused
  /// before or something only runs too early now.
  default boolean isWorseThan(Upgrade before) {
    return this instanceof Fails now
        && !(before instanceof Fails was
            && (!isTooEarly()
                || (was.object().equals(now.object())
                    && was.at().revision().equals(now.at().revision()))));
  }

  /// Whether something is refused only because it runs too early.
  default boolean isTooEarly() {
    return this instanceof Fails fails
        && fails.other().isPresent()
        && (fails.kind() == Clash.Kind.NEVER_MADE || fails.kind() == Clash.Kind.TYPE_NEVER_MADE);
  }

  /// As JSON says it: `whole`, `fails` or `unknown`.
  default String word() {
    return switch (this) {
      case Whole _ -> "whole";
      case Fails _ -> "fails";
      case Unknown _ -> "unknown";
    };
  }
}
