package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Accounts for the revision files that no environment loads: where the code of the repository
/// configures an environment that loads them, that is taken as one; what is left is noted with the
/// environment that is nearest to it. Where there is none, the first of them makes one that reads
/// nothing.
final class UnreadRevisions {
  private static final String SECTION = "alembic";

  private final SourceTree tree;
  private final Folders folders;
  private final FoundEnvironments found;
  private final LooseFiles loose;
  private final Map<String, byte[]> contents;

  /// @param contents of the configuration files
  UnreadRevisions(
      SourceTree tree,
      Folders folders,
      FoundEnvironments found,
      LooseFiles loose,
      Map<String, byte[]> contents) {
    this.tree = tree;
    this.folders = folders;
    this.found = found;
    this.loose = loose;
    this.contents = contents;
  }

  /// @param ignored paths that are not looked into
  void settle(Predicate<String> ignored) {
    Set<String> loaded = loaded(found.all());
    Predicate<String> left =
        path ->
            Survey.isForeign(path)
                || Survey.hasPlaceholder(path)
                || Folders.name(path).equals("env.py")
                || ignored.test(path);
    LooseFiles.Found look = loose.in(tree, loaded, left);
    boolean broken = found.stream().anyMatch(FoundEnvironments::isBroken);
    List<UnreadRevision> unread = new ArrayList<>(look.revisions());
    if (!unread.isEmpty() || broken) {
      look.code()
          .forEach((path, content) -> {
            for (CodeConfig config : CodeConfig.of(path, content)) {
              take(config, unread);
            }
          });
    }
    if (!unread.isEmpty()) {
      Set<String> now = loaded(found.all());
      unread.removeIf(each -> now.contains(each.path()));
    }
    note(unread);
  }

  private Set<String> loaded(Collection<Environment> environments) {
    Set<String> loaded = new HashSet<>();
    for (Environment environment : environments) {
      LoadOrder.of(folders, environment).forEach(item -> loaded.add(item.path()));
    }
    return loaded;
  }

  /// Takes a configuration that loads something which nothing else does, or that works where the
  /// file that it starts from does not.
  private void take(CodeConfig config, List<UnreadRevision> unread) {
    Optional<String> ini = config.ini().flatMap(written -> iniOf(config, written));
    Optional<Environment> read = environment(config, ini);
    if (read.isEmpty()) {
      return;
    }
    Environment environment = read.get();
    Set<String> loads = loaded(List.of(environment));
    boolean more = unread.stream().anyMatch(each -> loads.contains(each.path()));
    Predicate<Environment> mended =
        each -> FoundEnvironments.isBroken(each) && ini.isPresent() && each.config().equals(ini);
    if (!more && found.stream().noneMatch(mended)) {
      return;
    }
    found.removeIf(mended);
    Predicate<Environment> readsNothing =
        each ->
            each.scriptLocation().equals(environment.scriptLocation())
                && LoadOrder.of(folders, each).isEmpty();
    found.removeIf(readsNothing);
    found.add(environment);
    found.change(each ->
        each.withProblems(
            each.problems().stream()
                .filter(problem ->
                    problem.code() != RuleCode.UNUSED_ENVIRONMENT
                        || !Folders.isWithin(problem.path(), environment.scriptLocation()))
                .toList()));
  }

  private Optional<String> iniOf(CodeConfig config, String written) {
    return Configuration.places(written, above(config.path())).stream()
        .filter(contents::containsKey)
        .findFirst();
  }

  private Optional<Environment> environment(CodeConfig config, Optional<String> ini) {
    IniFile base = IniFile.empty();
    try {
      if (ini.isPresent()) {
        byte[] content = contents.getOrDefault(ini.get(), new byte[0]);
        String text = new String(content, java.nio.charset.StandardCharsets.UTF_8);
        base = IniFile.parse(text, Options.hereOf(ini.get()));
      }
    } catch (ConfigException e) {
      return Optional.empty();
    }
    Options.ConfigFiles files =
        new Options.ConfigFiles(
            base.with(SECTION, config.options()),
            Optional.of(config.path()),
            PyProject.empty(),
            Optional.empty());
    Environment environment =
        new Configuration(folders, files, SECTION, above(config.path()))
            .read(Optional.empty(), Optional.empty())
            .environment();
    return FoundEnvironments.isBroken(environment) ? Optional.empty() : Optional.of(environment);
  }

  /// The folders above a file, the nearest first: from one of them it is run.
  private static List<String> above(String path) {
    List<String> above = new ArrayList<>();
    for (String at = Folders.parent(path); !at.equals(Folders.ROOT); at = Folders.parent(at)) {
      above.add(at);
    }
    above.add(Folders.ROOT);
    return above;
  }

  private void note(List<UnreadRevision> unread) {
    if (unread.isEmpty()) {
      return;
    }
    if (found.all().isEmpty()) {
      found.add(nothing(unread.getFirst()));
    }
    Map<Environment, Set<UnreadRevision>> near = new LinkedHashMap<>();
    for (UnreadRevision file : unread) {
      Environment nearest =
          found.stream().max(FoundEnvironments.nearestTo(file.path())).orElseThrow();
      near.computeIfAbsent(nearest, none -> new LinkedHashSet<>()).add(file);
    }
    found.change(each ->
        Optional.ofNullable(near.get(each))
            .map(files -> each.withUnread(List.copyOf(files)))
            .orElse(each));
  }

  /// What stands for a repository that holds revisions and nothing that loads any.
  private static Environment nothing(UnreadRevision first) {
    return new Environment(
        first.folder(), Optional.empty(), List.of(), false, false, Map.of(), List.of());
  }
}
