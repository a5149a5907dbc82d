package dev.retort.schema.body;

import dev.retort.alembic.Needle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of revisions as modules, as a migration gets at another one:
/// `op.get_context().script.get_revision(…).module`.
final class RevisionModules {
  private static final String SCRIPT = "alembic.script.Script";

  private RevisionModules() {}

  /// What `get_revision` gives; empty where no file around `env.py` is the revision's.
  static Optional<Sym> script(Arguments given, Run run, int line) {
    return given
        .get(0, "id_")
        .flatMap(Sym::asText)
        .flatMap(id -> run.modules.revision(id, each -> find(each, run)))
        .map(module ->
            new Sym.Made(
                new Sym.Ref(SCRIPT), List.of(new Sym.Module(module)), Map.of(), line, true));
  }

  /// What an attribute of it is, where it is known.
  static Optional<Sym> attribute(Sym.Made script, String name) {
    return script.callee().name().equals(SCRIPT) && name.equals("module")
        ? Optional.of(script.arguments().getFirst())
        : Optional.empty();
  }

  private static Optional<Scope> find(String id, Run run) {
    String around = Modules.folder(run.modules.env());
    String within = around.isEmpty() ? "" : around + "/";
    List<String> paths =
        run.modules.sources().entries().keySet().stream()
            .filter(path -> path.endsWith(".py") && path.startsWith(within))
            .toList();
    Needle needle = Needle.of(id);
    for (Map.Entry<String, byte[]> file : run.modules.sources().read(paths).entrySet()) {
      if (needle.isIn(file.getValue())) {
        Optional<Scope> module = run.modules.load(file.getKey(), run);
        if (module
            .flatMap(each -> each.find("revision"))
            .flatMap(Sym::asText)
            .filter(id::equals)
            .isPresent()) {
          return module;
        }
      }
    }
    return Optional.empty();
  }
}
