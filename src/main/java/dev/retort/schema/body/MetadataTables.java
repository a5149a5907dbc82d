package dev.retort.schema.body;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The tables of each `MetaData` that a file makes, as far as all of them are seen: once it is
/// handed to what cannot be followed, others may be added to it.
final class MetadataTables {
  /// What adds itself to the table whose columns it is given.
  private static final Set<String> ADDED =
      Set.of(
          "Index",
          "UniqueConstraint",
          "PrimaryKeyConstraint",
          "ForeignKeyConstraint",
          "CheckConstraint",
          "ExcludeConstraint",
          "listen",
          "listens_for");

  private static final class Held {
    private final String path;
    private final Map<String, Sym.Made> tables = new LinkedHashMap<>();
    private boolean unclear;

    Held(String path) {
      this.path = path;
    }
  }

  private final Optional<MetadataTables> modules;
  private final IdentityHashMap<Sym.Made, Held> held = new IdentityHashMap<>();

  /// @param modules what the top levels of modules made, where this is of one reading
  MetadataTables(Optional<MetadataTables> modules) {
    this.modules = modules;
  }

  /// Notes what a call of SQLAlchemy's gave.
  ///
  /// @param sure whether it surely happens
  void note(Sym.Ref callee, Arguments given, Sym result, String path, boolean sure) {
    if (result instanceof Sym.Made made && callee.last().equals("MetaData")) {
      held.put(made, new Held(path));
    } else if (result instanceof Sym.Made made && callee.last().equals("Table")) {
      TableObjects.metadata(made).ifPresent(metadata -> add(metadata, made, sure));
    } else {
      handed(given);
      if (ADDED.contains(callee.last())) {
        Stream.concat(given.positional().stream(), given.keywords().values().stream())
            .flatMap(MetadataTables::tables)
            .forEach(this::changed);
      }
    }
  }

  /// Notes a call before it is followed, or is not.
  void called(Sym callee, Arguments given) {
    switch (callee) {
      case Sym.Type _ -> handed(given);
      case Sym.Method method -> called(method.receiver(), method.name(), given);
      default -> {}
    }
  }

  /// Notes what is handed to something that is not followed: of each call, so no stream is made.
  private void handed(Arguments given) {
    handed(given.positional());
    handed(given.keywords().values());
  }

  private void handed(Collection<Sym> values) {
    for (Sym each : values) {
      if (each instanceof Sym.Made made && TableObjects.isMetadata(made)) {
        obscure(made);
      }
    }
  }

  /// Notes a method that is called on something.
  private void called(Sym receiver, String method, Arguments given) {
    handed(given);
    if (receiver instanceof Sym.Made made
        && made.last().equals("MetaData")
        && !method.endsWith("_all")) {
      obscure(made);
    } else if (receiver instanceof Sym.Made made
        && made.last().equals("Table")
        && method.startsWith("append_")) {
      changed(made);
    }
  }

  private void add(Sym.Made metadata, Sym.Made table, boolean sure) {
    Optional<String> name = TableObjects.name(table);
    Optional<String> path = find(metadata).map(each -> each.path);
    Held here = held.computeIfAbsent(metadata, _ -> new Held(path.orElse("")));
    boolean again = name.filter(here.tables::containsKey).isPresent();
    here.unclear |= name.isEmpty() || again || !sure;
    name.ifPresent(each -> here.tables.put(each, table));
  }

  private void changed(Sym.Made table) {
    TableObjects.metadata(table).ifPresent(this::obscure);
  }

  private void obscure(Sym.Made metadata) {
    String path = find(metadata).map(each -> each.path).orElse("");
    held.computeIfAbsent(metadata, _ -> new Held(path)).unclear = true;
  }

  private Optional<Held> find(Sym.Made metadata) {
    return Optional.ofNullable(held.get(metadata))
        .or(() -> modules.flatMap(each -> each.find(metadata)));
  }

  /// All tables of a `MetaData` that this file made; empty where they are not known.
  Optional<List<Sym.Made>> of(Sym.Made metadata, String path) {
    List<Held> all =
        Stream.concat(
                modules.flatMap(each -> each.find(metadata)).stream(),
                Optional.ofNullable(held.get(metadata)).stream())
            .toList();
    boolean known =
        !all.isEmpty() && all.stream().allMatch(each -> !each.unclear && each.path.equals(path));
    return known
        ? Optional.of(all.stream().flatMap(each -> each.tables.values().stream()).toList())
        : Optional.empty();
  }

  /// The tables whose columns stand in a value.
  private static Stream<Sym.Made> tables(Sym value) {
    return switch (value) {
      case Sym.Made made when made.last().equals("Table") -> Stream.of(made);
      case Sym.Made made -> made.arguments().stream().flatMap(MetadataTables::tables);
      case Sym.Method method -> tables(method.receiver());
      case Sym.Seq seq -> seq.items.stream().flatMap(MetadataTables::tables);
      default -> Stream.empty();
    };
  }
}
