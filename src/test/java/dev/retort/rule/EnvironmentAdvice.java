package dev.retort.rule;

import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Advice of the rules that look at where revisions and models are and what is configured.
final class EnvironmentAdvice {
  private EnvironmentAdvice() {}

  static List<Advice> of(Finding finding, HistoryChange change) {
    return switch (finding.fact()) {
      case UnusedEnvironment.Found fact ->
          Advice.one(
              "name it under `environments:`",
              tree -> settings(tree, "environments: [{script_location: " + fact.folder() + "}]"));
      case NoMetadata.Found _ ->
          Advice.onLine(
              finding, "Set it to the metadata", old -> "target_metadata = Base.metadata");
      case MissingImport.Found _, MissingImport.InRevisions _ ->
          Advice.onLine(finding, "take the import out", old -> "pass");
      case UnloadedFile.Found fact -> unloaded(fact, change, finding.path());
      case UnseenModels.Found fact -> unseen(fact, finding.path(), finding.line());
      case UnreadableConfiguration.Found _,
          UnreadableConfiguration.InSettings _,
          MissingLocation.Found _ ->
          List.of();
      default -> throw Advice.unlisted(finding);
    };
  }

  private static List<Advice> unloaded(UnloadedFile.Found fact, HistoryChange change, String path) {
    if (fact.named()) {
      return Advice.one("land that first", tree -> settings(tree, ""));
    }
    List<Advice> ways = new ArrayList<>();
    if (fact.way().moves()) {
      ways.add(
          new Advice(
              "to a version location",
              tree -> {
                fact.way().with().forEach(each -> tree.move(each, Advice.beside(tree, each)));
                return tree.move(path, Advice.beside(tree, path));
              }));
    }
    ways.add(
        new Advice("`ignore: [", tree -> settings(tree, "ignore: [\"" + fact.folder() + "/**\"]")));
    Optional<String> settings = fact.settings();
    ways.add(
        settings.isPresent()
            ? new Advice("into `.github/retort.yml`", tree -> settings(tree, settings.get()))
            : new Advice(
                "set `recursive_version_locations = true`",
                tree ->
                    tree.rewrite(
                        change.environment().config().get(),
                        text -> text + "\nrecursive_version_locations = true\n")));
    return ways;
  }

  private static List<Advice> unseen(UnseenModels.Found fact, String path, int line) {
    return fact.table().isPresent()
        ? Advice.one("Keep one of the two", tree -> tree.remove(path))
        : List.of(
            new Advice(
                "Use one base",
                tree ->
                    tree.line(
                        path,
                        line,
                        old ->
                            "from "
                                + module(fact.seen().path())
                                + " import "
                                + fact.seen().name()
                                + " as "
                                + fact.name())),
            new Advice(
                "or import both in env.py",
                tree -> tree.rewrite("db/env.py", text -> "import " + module(path) + "\n" + text)));
  }

  private static String module(String path) {
    return path.replace(".py", "").replace('/', '.');
  }

  private static EditedTree settings(EditedTree tree, String line) {
    String old = tree.read(".github/retort.yml").orElse("");
    return tree.write(".github/retort.yml", old + line + "\n");
  }
}
