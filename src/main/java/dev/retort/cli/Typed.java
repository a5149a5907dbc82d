package dev.retort.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Commands as somebody would type them to go on from here: with every option that was given, and
/// quoted where a shell would take a word apart.
final class Typed {
  private Typed() {}

  /// `retort fix` of what was judged.
  static String fix(ChangeOptions options, List<String> more) {
    List<String> words = new ArrayList<>(List.of("retort", "fix"));
    RepositoryOptions repository = options.repository();
    if (!repository.folder().equals(Path.of("."))) {
      words.add(repository.folder().toString());
    }
    options.base().ifPresent(base -> words.addAll(List.of("--base", base)));
    options.head().ifPresent(head -> words.addAll(List.of("--head", head)));
    if (options.staged()) {
      words.add("--staged");
    }
    repository.configs().forEach(config -> words.addAll(List.of("--config", config)));
    repository.section().ifPresent(section -> words.addAll(List.of("--name", section)));
    if (!repository.workingDirectory().equals(".")) {
      words.addAll(List.of("--cwd", repository.workingDirectory()));
    }
    repository.versions().forEach(folder -> words.addAll(List.of("--versions", folder)));
    words.addAll(more);
    return String.join(" ", words.stream().map(Typed::quoted).toList());
  }

  /// A word that a POSIX shell takes as one.
  static String quoted(String word) {
    boolean plain =
        !word.isEmpty()
            && word.chars()
                .allMatch(c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || "-_./:=@%+,".indexOf(c) >= 0);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
