package dev.retort.cli;

import dev.retort.git.GitRepository;
import dev.retort.git.UnusableInputException;
import dev.retort.report.Visible;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort init`: writes into a repository what lets Retort run there. Nothing that exists is
/// overwritten, and nothing is written unasked. Exit code 0, 2 where nothing was chosen or written.
public final class InitCommand implements Command {
  private static final String AGENTS_MARK = "<!-- retort: begin -->";
  private static final String HOOK = "id: retort-check";

  /// Written as people type them, with `-` for `_`.
  enum Piece {
    github_action(
        "the workflow of GitHub Actions",
        ".github/workflows/retort.yml",
        "Commit it on a branch and open a pull request: the check runs there."),
    pre_commit(
        "the hook of pre-commit",
        ".pre-commit-config.yaml",
        "Commit it; `pre-commit install` once in each clone sets the hook."),
    gitlab(
        "the job of GitLab",
        ".gitlab/retort.yml",
        "Include it, commit both on a branch and open a merge request: the job runs there."),
    config("the settings", ".github/retort.yml", "They hold once they are on the base branch."),
    agents("what coding agents have to know", "AGENTS.md", "Commit it.");

    private final String what;
    private final String path;
    private final String next;

    Piece(String what, String path, String next) {
      this.what = what;
      this.path = path;
      this.next = next;
    }

    String option() {
      return "--" + name().replace('_', '-');
    }
  }

  private final InputStream answers;

  /// @param answers where a person's yes comes from
  public InitCommand(InputStream answers) {
    this.answers = answers;
  }

  @Override
  public String name() {
    return "init";
  }

  @Override
  public String summary() {
    return "Writes the files that let Retort run in a repository.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser
        .addArgument("REPO")
        .nargs("?")
        .setDefault(".")
        .help("the repository's folder (default: the current one)");
    for (Piece piece : Piece.values()) {
      parser
          .addArgument(piece.option())
          .action(Arguments.storeTrue())
          .help("%s: %s".formatted(piece.what, piece.path));
    }
    parser
        .addArgument("--dry-run")
        .action(Arguments.storeTrue())
        .help("show what would be written, and write nothing");
    parser.addArgument("--yes").action(Arguments.storeTrue()).help("do not ask");
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    List<Piece> chosen = new ArrayList<>();
    for (Piece piece : Piece.values()) {
      if (given.getBoolean(piece.name())) {
        chosen.add(piece);
      }
    }
    if (chosen.isEmpty()) {
      throw new UnusableInputException(
          "say what to write: --github-action, --pre-commit, --gitlab, --config, --agents;"
              + " --dry-run shows it.");
    }
    Path folder = top(Path.of(given.getString("REPO")));
    boolean dry = given.getBoolean("dry_run");
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset()));
    for (Piece piece : chosen) {
      Optional<String> text = text(piece, folder, out);
      if (text.isEmpty()) {
        continue;
      }
      out.println("--- " + piece.path);
      out.print(text.get());
      out.flush();
      if (dry) {
        out.println("(" + piece.path + " is not written: this is a dry run.)");
        continue;
      }
      if (!given.getBoolean("yes") && !agreed(piece, out, reader)) {
        out.println(piece.path + " is left as it is.");
        continue;
      }
      write(folder, piece.path, text.get());
      out.println(piece.path + " is written. " + piece.next);
    }
    return 0;
  }

  private static Path top(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UnusableInputException(
          folder + (Files.exists(folder) ? " is no folder." : " does not exist."));
    }
    return GitRepository.find(folder).flatMap(GitRepository::top).orElse(folder);
  }

  private static boolean agreed(Piece piece, PrintWriter out, BufferedReader answers) {
    out.print("Write " + piece.path + "? [y/N] ");
    out.flush();
    try {
      String line = answers.readLine();
      return line != null && line.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The whole content that the file should have; empty where there is nothing to be done.
  private static Optional<String> text(Piece piece, Path folder, PrintWriter out) {
    Optional<String> there = read(folder.resolve(piece.path));
    String template = template(piece);
    return switch (piece) {
      case agents -> {
        if (there.isPresent() && there.get().contains(AGENTS_MARK)) {
          out.println(piece.path + " says it already.");
          yield Optional.empty();
        }
        yield Optional.of(there.map(text -> ended(text) + "\n").orElse("") + template);
      }
      case pre_commit -> {
        if (there.isEmpty()) {
          yield Optional.of("repos:\n" + template);
        }
        if (there.get().contains(HOOK)) {
          out.println(piece.path + " has the hook already.");
          yield Optional.empty();
        }
        if (!endsInRepos(there.get())) {
          out.println(piece.path + " exists; add this to its `repos:`\n" + template);
          yield Optional.empty();
        }
        yield Optional.of(ended(there.get()) + template);
      }
      case gitlab -> {
        out.println("In .gitlab-ci.yml: include: [{local: " + piece.path + "}]");
        yield fresh(piece, there, template, out);
      }
      case github_action, config -> fresh(piece, there, template, out);
    };
  }

  private static Optional<String> fresh(
      Piece piece, Optional<String> there, String template, PrintWriter out) {
    if (there.isPresent()) {
      out.println(piece.path + " exists already and is left as it is.");
      return Optional.empty();
    }
    return Optional.of(template);
  }

  /// Whether an item that is added at the end of the file belongs to `repos:`, with two blanks.
  private static boolean endsInRepos(String yaml) {
    String last = "";
    boolean indented = false;
    for (String line : yaml.lines().toList()) {
      boolean key = !line.isEmpty() && Character.isLetter(line.charAt(0));
      last = key ? line : last;
      indented |= last.startsWith("repos:") && line.startsWith("  - repo:");
    }
    return last.strip().equals("repos:") && indented;
  }

  private static String ended(String text) {
    return text.endsWith("\n") || text.isEmpty() ? text : text + "\n";
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UnusableInputException(file + " cannot be read: " + e.getMessage());
    }
  }

  private static String template(Piece piece) {
    String end = piece == Piece.agents ? ".md" : ".yml";
    String name = "init/" + piece.name().replace('_', '-') + end;
    try (InputStream in = InitCommand.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packaged");
      }
      String version = Screen.version().replace("0.0.0-dev", "0.1.0");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@VERSION@", version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path folder, String path, String text) {
    Path file = folder.resolve(path);
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
        if (!parent.toRealPath().startsWith(folder.toRealPath())) {
          throw new UnusableInputException(path + " leads out of the repository.");
        }
      }
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && Files.isSymbolicLink(file)) {
        throw new UnusableInputException(path + " is a link; it is not written through.");
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UnusableInputException(
          Visible.line(path, 200) + " cannot be written: " + e.getMessage());
    }
  }
}
