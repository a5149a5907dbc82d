package dev.retort.alembic;

import dev.retort.python.Doubt;
import dev.retort.python.Fault;
import dev.retort.python.PythonModule;
import dev.retort.python.PythonModule.Binding;
import dev.retort.python.PythonReader;
import dev.retort.python.SyntaxTree;
import dev.retort.python.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The reader of one file of a version location, as Alembic would load it but without running it.
/// Where Alembic would refuse the file there is a problem of severity failure; where only running
/// it would tell, an undecidable entry and a warning.
public final class RevisionFileReader {
  private static final Set<String> WANTED =
      Set.of("revision", "down_revision", "branch_labels", "depends_on", "upgrade", "downgrade");

  private static final String ILLEGAL = "@-+:";

  private final String path;
  private final String blob;
  private final PythonModule module;
  private final List<Undecidable> undecidable = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private OptionalInt conflict = OptionalInt.empty();
  private Optional<ImportedConstants> imported = Optional.empty();
  private Optional<String> computed = Optional.empty();
  private Optional<String> id = Optional.empty();

  private RevisionFileReader(String path, String blob, PythonModule module) {
    this.path = path;
    this.blob = blob;
    this.module = module;
  }

  /// @param path relative to the repository's root; its last part can stand in for the id
  /// @param blob git's id of the content
  public static RevisionFile read(String path, String blob, byte[] content) {
    return read(path, blob, content, _ -> {});
  }

  /// The same.
  ///
  /// @param parsed told of the file's tree, if there is one
  static RevisionFile read(String path, String blob, byte[] content, Consumer<SyntaxTree> parsed) {
    PythonModule module = PythonReader.read(content, WANTED, parsed);
    return read(new RevisionFileReader(path, blob, module), content);
  }

  /// The same, with what it imports from the repository's own modules followed.
  static RevisionFile read(String path, String blob, byte[] content, ImportedConstants imported) {
    RevisionFileReader reader =
        new RevisionFileReader(path, blob, PythonReader.read(content, WANTED));
    reader.imported = Optional.of(imported);
    return read(reader, content);
  }

  /// The same, with the parent that git's history gives it.
  static RevisionFile read(String path, String blob, byte[] content, String parent) {
    RevisionFileReader reader =
        new RevisionFileReader(path, blob, PythonReader.read(content, WANTED));
    reader.computed = Optional.of(parent);
    return read(reader, content);
  }

  private static RevisionFile read(RevisionFileReader reader, byte[] content) {
    reader.conflict = ConflictMarkers.line(content);
    if (reader.conflict.isEmpty()
        && reader.module.fault().filter(Fault.Syntax.class::isInstance).isPresent()) {
      OptionalInt left = ConflictMarkers.leftOver(content);
      // A marker below the fault is not what Python stumbles over, and may be a line of text.
      boolean near = left.isPresent() && left.getAsInt() <= reader.module.fault().get().line();
      reader.conflict = near ? left : reader.conflict;
    }
    return reader.file();
  }

  private RevisionFile file() {
    Optional<Revision> revision = Optional.empty();
    if (conflict.isPresent()) {
      fail(conflict.getAsInt(), new Flaw.Markers());
    }
    if (module.fault().isPresent() && conflict.isEmpty()) {
      refuse(module.fault().get());
    } else if (module.fault().isEmpty()) {
      for (Value.Unknown doubt : module.doubts()) {
        undecided("*", doubt);
      }
      for (PythonModule.Import each : module.imports()) {
        if (each.module().startsWith(".")) {
          fail(each.line(), new Flaw.NotLoaded.RelativeImport());
        }
      }
      revision = revision();
    }
    return new RevisionFile(path, blob, id, revision, undecidable, problems, module.imports());
  }

  private void refuse(Fault fault) {
    switch (fault) {
      case Fault.Syntax(int line, String diagnostic) ->
          fail(line, new Flaw.NotParsed.Syntax(diagnostic));
      case Fault.TooComplex(int line, Fault.Excess excess) ->
          fail(line, new Flaw.NotParsed.TooComplex(excess));
      case Fault.Encoding(int line, Fault.Undecodable why) ->
          fail(line, new Flaw.NotDecoded.Encoding(why));
      case Fault.Raises(int line, Fault.Raising how) -> fail(line, new Flaw.NotLoaded.Raises(how));
      case Fault.VersionDependent(int line) ->
          undecided(new Undecidable(path, line, "*", Doubt.OfValue.VERSIONS));
    }
  }

  private Optional<Revision> revision() {
    Optional<Binding> written = binding("revision");
    id = id(written);
    int line = written.map(Binding::line).orElse(1);
    Optional<Binding> down = binding("down_revision");
    Optional<References> parents = Optional.empty();
    if (down.isEmpty()) {
      if (id.isPresent()) {
        fail(line, new Flaw.NotLoaded.NoParents());
      }
    } else {
      parents = references("down_revision", down.get());
    }
    Optional<References> dependencies =
        binding("depends_on").flatMap(b -> references("depends_on", b));
    List<BranchLabel> labels = binding("branch_labels").map(this::labels).orElse(List.of());
    if (id.isEmpty() || parents.isEmpty()) {
      return Optional.empty();
    }
    missingFunction("upgrade", line);
    missingFunction("downgrade", line);
    Docstring docstring = module.docstring().map(Docstrings::read).orElse(Docstring.NONE);
    List<String> downs = parents.get().ids();
    if (computed.isEmpty()) {
      disagreement(docstring, downs);
    }
    return Optional.of(
        new Revision(
            id.get(),
            new Revision.Source(path, blob, line),
            List.copyOf(new LinkedHashSet<>(downs)),
            downs.size() > 1,
            List.copyOf(new LinkedHashSet<>(dependencies.map(References::ids).orElse(List.of()))),
            labels,
            new Revision.Values(
                written.flatMap(RevisionFileReader::written),
                computed.isPresent() ? Optional.empty() : down.flatMap(RevisionFileReader::written),
                binding("depends_on").flatMap(RevisionFileReader::written)),
            docstring,
            new Revision.Bodies(
                Optional.ofNullable(module.functions().get("upgrade")),
                Optional.ofNullable(module.functions().get("downgrade")))));
  }

  private Optional<String> id(Optional<Binding> binding) {
    if (binding.isEmpty()) {
      Optional<String> legacy = legacyId();
      if (legacy.isEmpty()) {
        fail(1, new Flaw.NotLoaded.NoId());
      }
      return legacy;
    }
    int line = binding.get().line();
    return switch (binding.get().value()) {
      case Value.Unknown unknown -> {
        undecided("revision", unknown);
        yield Optional.empty();
      }
      case Value.Text text -> {
        illegal(text.value(), line);
        yield Optional.of(text.value());
      }
      case Value.Octets octets -> {
        failType(line, octets, /* loads= */ true);
        yield Optional.of(ValueText.of(octets));
      }
      case Value.Items items -> {
        failType(line, items, /* loads= */ true);
        yield Optional.of(ValueText.of(items));
      }
      case Value other -> {
        failType(line, other, /* loads= */ false);
        yield Optional.empty();
      }
    };
  }

  private void failType(int line, Value value, boolean loads) {
    fail(line, new Flaw.BadId.OfType(value.typeName(), loads));
  }

  /// Alembic takes the name of a file for its id if it is hexadecimal and nothing else.
  private Optional<String> legacyId() {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String stem = name.endsWith(".py") ? name.substring(0, name.length() - 3) : "";
    boolean hexadecimal =
        !stem.isEmpty()
            && stem.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    return hexadecimal ? Optional.of(stem) : Optional.empty();
  }

  private void illegal(String text, int line) {
    TreeSet<String> found = new TreeSet<>();
    for (int i = 0; i < ILLEGAL.length(); i++) {
      if (text.indexOf(ILLEGAL.charAt(i)) >= 0) {
        found.add(ILLEGAL.substring(i, i + 1));
      }
    }
    if (!found.isEmpty()) {
      fail(line, new Flaw.BadId.Characters(text, List.copyOf(found)));
    }
  }

  /// @param ids as Alembic normalises them, duplicates included
  private record References(List<String> ids) {}

  /// The ids that a `down_revision` or `depends_on` stands for; empty where they are not known.
  private Optional<References> references(String name, Binding binding) {
    List<Value> values = ValueText.entries(binding.value());
    if (values.size() == 1) {
      // Alembic unwraps a single entry once, and iterates what it finds there.
      values = ValueText.entries(values.getFirst());
    }
    List<String> ids = new ArrayList<>();
    for (Value value : values) {
      switch (value) {
        case Value.Text text -> ids.add(text.value());
        case Value.Unknown unknown when GitChain.isComputed(unknown) -> {
          if (computed.isEmpty()) {
            undecided(
                new Undecidable(path, unknown.line(), name, new Undecidable.Cause.OrderedByGit()));
            return Optional.empty();
          }
          ids.add(computed.get());
        }
        case Value.Unknown unknown -> {
          undecided(name, unknown);
          return Optional.empty();
        }
        case Value other ->
            fail(
                binding.line(),
                new Flaw.BadId.ReferenceOfType(
                    name,
                    other.typeName(),
                    other instanceof Value.Whole(BigInteger whole)
                        ? Optional.of(whole.toString())
                        : Optional.empty()));
      }
    }
    return Optional.of(new References(ids));
  }

  private List<BranchLabel> labels(Binding binding) {
    List<BranchLabel> labels = new ArrayList<>();
    for (Value value : ValueText.entries(binding.value())) {
      switch (value) {
        case Value.Text text -> labels.add(BranchLabel.of(text.value()));
        case Value.Unknown unknown -> {
          undecided("branch_labels", unknown);
          return List.of();
        }
        case Value other -> labels.add(new BranchLabel(ValueText.of(other), false));
      }
    }
    return labels;
  }

  private void missingFunction(String name, int line) {
    if (binding(name).isEmpty()) {
      problems.add(new Problem(Severity.WARNING, path, line, id, new Flaw.NoFunction(name)));
    }
  }

  private void disagreement(Docstring docstring, List<String> downs) {
    if (docstring.revises().isEmpty()) {
      return;
    }
    Docstring.Header header = docstring.revises().get();
    if (!Docstrings.ids(header.text()).equals(Set.copyOf(downs))) {
      problems.add(
          new Problem(
              Severity.NOTICE,
              path,
              header.line(),
              id,
              new Flaw.Disagreement(header.text(), downs)));
    }
  }

  private void undecided(String name, Value.Unknown value) {
    undecided(
        new Undecidable(
            path,
            value.line(),
            name,
            value.origin().orElse(null) instanceof DeadEnd end
                ? new Undecidable.Cause.Untraced(value.reason(), end)
                : new Undecidable.Cause.Computed(value.reason())));
  }

  private void undecided(Undecidable undecided) {
    undecidable.add(undecided);
    problems.add(
        new Problem(
            undecided.isOrderedByGit() ? Severity.NOTICE : Severity.WARNING,
            path,
            undecided.line(),
            id,
            new Flaw.NotDecidable(undecided.name(), undecided.cause())));
  }

  private void fail(int line, Flaw flaw) {
    problems.add(new Problem(Severity.FAILURE, path, line, id, flaw));
  }

  private Optional<Binding> binding(String name) {
    return bound(name)
        .map(binding -> {
          Value value = plain(binding.value());
          return value.equals(binding.value())
              ? binding
              : new Binding(value, binding.line(), binding.expression());
        });
  }

  /// The value, with members of enumerations of texts as the texts that they are.
  private static Value plain(Value value) {
    return switch (value) {
      case Value.Namespace member when member.text().isPresent() -> member.text().get();
      case Value.Items items ->
          new Value.Items(
              items.shape(), items.elements().stream().map(RevisionFileReader::plain).toList());
      default -> value;
    };
  }

  private Optional<Binding> bound(String name) {
    Optional<Binding> bound = module.binding(name);
    if (imported.isEmpty() || bound.isEmpty()) {
      return bound;
    }
    Binding binding = bound.get();
    // A file without an id of its own has to get it from somewhere.
    boolean needed = name.equals("revision") || name.equals("down_revision");
    return imported
        .get()
        .followed(binding.value(), needed)
        .map(value ->
            value.equals(binding.value())
                ? binding
                : new Binding(value, binding.line(), Optional.empty()));
  }

  private static Optional<Written> written(Binding binding) {
    return binding.expression().map(span -> new Written(binding.line(), span));
  }
}
