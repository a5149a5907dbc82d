package dev.retort.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real git repository with an Alembic environment, made by the real git.
public final class GitSandbox {
  /// Who commits, and that nothing of this machine's own settings counts.
  public static final Map<String, String> WHO =
      Map.of(
          "GIT_AUTHOR_NAME", "Test",
          "GIT_AUTHOR_EMAIL", "test@example.test",
          "GIT_COMMITTER_NAME", "Test",
          "GIT_COMMITTER_EMAIL", "test@example.test",
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_SYSTEM", "/dev/null");

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final Path folder;
  private int calls;

  private GitSandbox(Path folder, boolean isNew) {
    this.folder = folder;
    if (!isNew) {
      return;
    }
    git("init", "-q", "-b", "main");
    write("alembic.ini", "[alembic]\nscript_location = migrations\n");
    write("migrations/env.py", "from alembic import context\ntarget_metadata = object()\n");
  }

  public GitSandbox(Path folder) {
    this(folder, true);
  }

  /// One that was made before.
  public static GitSandbox at(Path folder) {
    return new GitSandbox(folder, false);
  }

  public Path folder() {
    return folder;
  }

  public GitSandbox revision(String id, String parent) {
    return write(
        "migrations/versions/" + id + "_x.py",
        """
        \"""change %s

        Revision ID: %s
        Revises: %s
        Create Date: 2026-01-02 03:04:05

        \"""
        revision = "%s"
        down_revision = %s


        def upgrade():
            pass


        def downgrade():
            pass
        """
            .formatted(id, id, parent, id, parent.isEmpty() ? "None" : '"' + parent + '"'));
  }

  public GitSandbox write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public GitSandbox delete(String path) {
    try {
      Files.delete(folder.resolve(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public GitSandbox commit(String message) {
    git("add", "-A");
    git("commit", "-q", "--no-gpg-sign", "-m", message);
    return this;
  }

  public GitSandbox branch(String name, String from) {
    git("checkout", "-q", "-B", name, from);
    return this;
  }

  /// A base branch and a branch that both revise the same head; the branch is checked out.
  public GitSandbox withTwoHeads() {
    revision("a1b2", "").commit("start");
    branch("feature", "main").revision("d4e5", "a1b2").commit("feature");
    branch("main", "main").revision("c3d4", "a1b2").commit("main moves");
    git("checkout", "-q", "feature");
    return this;
  }

  public String git(String... arguments) {
    return git("", arguments);
  }

  public String git(String input, String[] arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The same commits have the same ids on every day.
    String moment = START.plus(Duration.ofHours(calls++)).toString();
    builder.environment().putAll(WHO);
    builder.environment().putAll(Map.of("GIT_AUTHOR_DATE", moment, "GIT_COMMITTER_DATE", moment));
    try {
      Process process = builder.start();
      try (var out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("git " + String.join(" ", arguments) + ": " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
