package dev.retort.schema;

import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.SourceTree;
import dev.retort.alembic.Undecidable;
import dev.retort.schema.body.MigrationReader;
import dev.retort.schema.sql.SqlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A history replayed: what each revision's upgrade does to the schema, and the schema that all of
/// them leave. Revisions that are not on one line are replayed one after the other; what they leave
/// that depends on the order becomes open.
///
/// @param steps in the order of the replay
/// @param schema after the last
public record Replay(History history, Dialect dialect, List<Step> steps, Schema schema) {
  public Replay {
    steps = List.copyOf(steps);
  }

  /// One revision's part.
  ///
  /// @param untold what it did besides that the effects do not list
  /// @param descent its way down, where it was asked for
  public record Step(
      Revision revision,
      Reading reading,
      List<Effect> effects,
      List<Clash> clashes,
      List<Reading.Reason> untold,
      Optional<Descent> descent) {
    public Step {
      effects = List.copyOf(effects);
      clashes = List.copyOf(clashes);
      untold = List.copyOf(untold);
    }

    /// How much of what it does the effects list.
    public Reading.Extent extent() {
      boolean lacks = reading.extent() == Reading.Extent.COMPLETE && !untold.isEmpty();
      return lacks ? Reading.Extent.PARTLY : reading.extent();
    }

    /// Why the effects do not list everything, in order.
    public List<Reading.Reason> reasons() {
      return Stream.concat(reading.reasons().stream(), untold.stream()).distinct().toList();
    }
  }

  /// Replays everything.
  ///
  /// @param tree the repository that the history was read from
  public static Replay of(History history, SourceTree tree, Dialect dialect) {
    return of(history, tree, dialect, ReadingCache.NONE);
  }

  public static Replay of(History history, SourceTree tree, Dialect dialect, ReadingCache cache) {
    RunOrder runOrder = RunOrder.of(history);
    return of(history, tree, dialect, cache, runOrder, runOrder.everything(), Set.of());
  }

  /// Replays everything in the order in which `alembic upgrade heads` runs it.
  public static Replay asRun(
      History history, SourceTree tree, Dialect dialect, ReadingCache cache) {
    RunOrder runOrder = RunOrder.of(history);
    return of(history, tree, dialect, cache, runOrder, runOrder.asRun(), Set.of());
  }

  /// Whether there is only one order in which a history can run.
  public boolean hasOneOrder() {
    return RunOrder.of(history).isLinear();
  }

  /// Whether the database takes everything that is known.
  public boolean refusesNothing() {
    return steps.stream().allMatch(step -> step.clashes().isEmpty());
  }

  /// Whether a revision's operation that is refused in another replay of the same history is
  /// refused in this one as well.
  public boolean refuses(Revision revision, Clash clash) {
    return steps.stream()
        .filter(step -> step.revision().path().equals(revision.path()))
        .flatMap(step -> step.clashes().stream())
        .anyMatch(other -> other.kind() == clash.kind() && other.object().equals(clash.object()));
  }

  /// Replays everything, and some revisions down again from where they lead.
  ///
  /// @param down the paths of those
  public static Replay andDown(
      History history, SourceTree tree, Dialect dialect, ReadingCache cache, Set<String> down) {
    RunOrder runOrder = RunOrder.of(history);
    return of(history, tree, dialect, cache, runOrder, runOrder.everything(), down);
  }

  /// Replays what leads to some revisions, and they themselves.
  public static Replay upTo(
      History history, SourceTree tree, Dialect dialect, Set<String> revisions) {
    return upTo(history, tree, dialect, ReadingCache.NONE, revisions);
  }

  public static Replay upTo(
      History history,
      SourceTree tree,
      Dialect dialect,
      ReadingCache cache,
      Set<String> revisions) {
    RunOrder runOrder = RunOrder.of(history);
    return of(history, tree, dialect, cache, runOrder, runOrder.leadingTo(revisions), Set.of());
  }

  private static Replay of(
      History history,
      SourceTree tree,
      Dialect dialect,
      ReadingCache cache,
      RunOrder runOrder,
      List<Revision> order,
      Set<String> down) {
    Schema schema = new Schema(dialect);
    Optional<Undecidable> much =
        history.undecidable().stream().filter(Undecidable::isBeyondTheLimit).findFirst();
    if (much.isPresent()) {
      return tooMuch(history, schema, much.get());
    }
    MigrationReader reader =
        new MigrationReader(
            tree, history.environment().scriptLocation(), new SqlReader(dialect), dialect, cache);
    String circumstances = reader.circumstances("upgrade");
    Map<String, Reading> kept = kept(order, down, cache, circumstances);
    Set<String> parsed = parsed(order, down, kept, cache, reader);
    kept.putAll(ahead(order, cache, circumstances, reader));
    Contents contents = new Contents(tree, reader, unread(order, kept, parsed));
    Order touched = new Order(runOrder);
    List<Step> steps = new ArrayList<>();
    Optional<Schema> left = Optional.empty();
    for (Revision revision : order) {
      Optional<Schema> found =
          down.contains(revision.path())
              ? left.or(() -> Optional.of(schema.copy()))
              : Optional.empty();
      Enactment enactment = new Enactment(schema, revision.id(), revision.path());
      miss(runOrder, revision, schema);
      Reading reading = kept.get(revision.path());
      if (reading == null) {
        boolean known = parsed.contains(revision.path());
        byte[] content = known ? new byte[0] : contents.of(revision.path());
        reading = reader.read(revision.path(), content, "upgrade", enactment);
        if (!reading.consulted()) {
          cache.keep(revision.blob(), circumstances, reading);
        }
      } else if (schema.isPathLeft()) {
        reading = again(revision, tree, reader, enactment);
      } else {
        reading.operations().forEach(enactment::apply);
      }
      List<Effect> effects = enactment.effects();
      touched.note(revision, effects, schema);
      touched.noteSources(revision, reading, schema);
      Optional<Descent> descent =
          found.map(
              before -> Descent.of(revision, before, schema, reader, contents.of(revision.path())));
      // What the next one finds.
      left = descent.map(Descent::after);
      contents.drop(revision.path());
      steps.add(
          new Step(revision, reading, effects, enactment.clashes(), enactment.untold(), descent));
    }
    unread(history, schema);
    return new Replay(history, dialect, steps, schema);
  }

  /// Following what was read says nothing where so much was not.
  private static Replay tooMuch(History history, Schema schema, Undecidable much) {
    schema.open(new Provenance("?", much.path(), 1), Gap.OfHistory.TOO_MUCH, Optional.empty());
    return new Replay(history, schema.dialect(), List.of(), schema);
  }

  /// Reads a revision whose reading is kept, where its names mean something else.
  private static Reading again(
      Revision revision, SourceTree tree, MigrationReader reader, Enactment enactment) {
    byte[] content = tree.read(List.of(revision.path())).getOrDefault(revision.path(), new byte[0]);
    return reader.read(revision.path(), content, "upgrade", enactment);
  }

  /// Whatever a parent did that no file declares.
  private static void miss(RunOrder runOrder, Revision revision, Schema schema) {
    runOrder
        .missing(revision)
        .ifPresent(parent ->
            schema.open(
                new Provenance(revision.id(), revision.path(), revision.downLine()),
                new Gap.MissingRevision(parent),
                Optional.empty()));
  }

  /// The paths of those whose trees somebody has, which the reader takes over.
  private static Set<String> parsed(
      List<Revision> order,
      Set<String> down,
      Map<String, Reading> kept,
      ReadingCache cache,
      MigrationReader reader) {
    Set<String> parsed = new HashSet<>();
    for (Revision revision : order) {
      String path = revision.path();
      if (!down.contains(path) && !kept.containsKey(path)) {
        cache
            .tree(revision.blob())
            .ifPresent(tree -> {
              reader.prepare(path, tree);
              parsed.add(path);
            });
      }
    }
    return parsed;
  }

  /// Readings that rest on nothing but the file's own text, by path.
  private static Map<String, Reading> ahead(
      List<Revision> order, ReadingCache cache, String circumstances, MigrationReader reader) {
    Map<String, Reading> ahead = reader.readAhead("upgrade");
    for (Revision revision : order) {
      Optional.ofNullable(ahead.get(revision.path()))
          .ifPresent(reading -> cache.keep(revision.blob(), circumstances, reading));
    }
    return ahead;
  }

  private static List<String> unread(
      List<Revision> order, Map<String, Reading> kept, Set<String> parsed) {
    return order.stream()
        .map(Revision::path)
        .filter(path -> !kept.containsKey(path) && !parsed.contains(path))
        .toList();
  }

  /// What need not be read again, by path.
  private static Map<String, Reading> kept(
      List<Revision> order, Set<String> down, ReadingCache cache, String circumstances) {
    Map<String, Reading> kept = new HashMap<>();
    for (Revision revision : order) {
      if (!down.contains(revision.path())) {
        cache
            .find(revision.blob(), circumstances)
            .ifPresent(reading -> kept.put(revision.path(), reading));
      }
    }
    return kept;
  }

  /// A file that holds no readable revision may do anything.
  private static void unread(History history, Schema schema) {
    history.files().stream()
        .filter(file -> file.revision().isEmpty() && isMigration(file))
        .findFirst()
        .ifPresent(file -> {
          Optional<Problem> refused =
              file.problems().stream().filter(Problem::stopsLoading).findFirst();
          schema.open(
              new Provenance(
                  file.id().orElse("?"), file.path(), refused.map(Problem::line).orElse(1)),
              refused.isPresent() ? Gap.OfHistory.FILE_REFUSED : Gap.OfHistory.FILE_UNREADABLE,
              Optional.empty());
        });
  }

  /// Whether Alembic would take a file for a revision, or refuse it.
  private static boolean isMigration(RevisionFile file) {
    return file.id().isPresent()
        || !file.undecidable().isEmpty()
        || file.problems().stream().anyMatch(Problem::stopsLoading);
  }

  /// Which revision touched an object last, to see what depends on the order of branches.
  private static final class Order {
    private final RunOrder runOrder;
    private final Map<ObjectName, String> last = new HashMap<>();

    /// By the table that something was taken from: what took it, and its revision.
    private final Map<String, Map<ObjectName, String>> takers = new HashMap<>();

    Order(RunOrder runOrder) {
      this.runOrder = runOrder;
    }

    void note(Revision revision, List<Effect> effects, Schema schema) {
      if (runOrder.isLinear()) {
        return;
      }
      Map<ObjectName, String> now = new LinkedHashMap<>();
      for (Effect effect : effects) {
        Optional<String> before = Optional.ofNullable(last.get(effect.object()));
        if (before.isPresent() && !runOrder.isAbove(revision.id(), before.get())) {
          schema.doubt(effect.object());
        }
        now.put(effect.object(), revision.id());
        effect
            .table()
            .map(takers::get)
            .ifPresent(all ->
                all.forEach((taker, by) -> {
                  if (!runOrder.isAbove(revision.id(), by)) {
                    schema.doubt(taker);
                  }
                }));
      }
      last.putAll(now);
    }

    private static List<String> sources(Operation operation) {
      return switch (operation) {
        case Operation.CreateTable create -> create.sources().tables();
        case Operation.AlterParent alter when !alter.isOfUnknown() -> List.of(alter.parent());
        default -> List.of();
      };
    }

    /// A table that is made of another one is open where the other line changes that.
    void noteSources(Revision revision, Reading reading, Schema schema) {
      if (runOrder.isLinear()) {
        return;
      }
      for (Operation operation : reading.operations()) {
        List<String> sources = sources(operation);
        if (!sources.isEmpty()) {
          ObjectName taker = ObjectName.table(operation.changedTable().orElseThrow());
          for (String source : sources) {
            takers.computeIfAbsent(source, _ -> new HashMap<>()).put(taker, revision.id());
            boolean elsewhere =
                last.entrySet().stream()
                    .anyMatch(each ->
                        each.getKey().table().equals(Optional.of(source))
                            && !each.getValue().equals(revision.id())
                            && !runOrder.isAbove(revision.id(), each.getValue()));
            if (elsewhere) {
              schema.doubt(taker);
            }
          }
        }
      }
    }
  }
}
