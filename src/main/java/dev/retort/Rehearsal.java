package dev.retort;

import dev.retort.alembic.RuleCode;
import dev.retort.cli.CommandLine;
import dev.retort.git.GitCommit;
import dev.retort.git.UnusableInputException;
import dev.retort.web.LogVariables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/// A run of the commands, once on a made-up repository, while packaging: the Java that runs it
/// records which classes starting takes, and later starts find them loaded and linked.
final class Rehearsal {
  /// So many that they are read by several threads, as those of real repositories are.
  private static final int REVISIONS = 101;

  private Rehearsal() {}

  /// @param args a folder for the repository, which is a new one each time
  static void main(String[] args) throws IOException {
    Path folders = Files.createDirectories(Path.of(args[0]));
    Path repository = Files.createTempDirectory(folders, "repository");
    write(repository);
    String folder = repository.toString();
    // What happens before each command.
    LogVariables.set(System.getenv());
    play("graph", folder);
    play("graph", "--format", "json", folder);
    play("check", folder);
    play("audit", folder);
    play("schema", folder);
    play("schema", "--effects", "--format", "json", folder);
    play("rules", RuleCode.SECOND_HEAD.toString());
    play("--help");
    change(repository);
    Path trouble = Files.createTempDirectory(folders, "trouble");
    RehearsedTrouble.write(trouble);
    play("graph", trouble.toString());
    play("schema", trouble.toString());
  }

  /// A pull request that adds to the history. One that parts it would make the cache larger by a
  /// twentieth.
  private static void change(Path repository) throws IOException {
    try {
      GitCommit.first(repository);
    } catch (UnusableInputException e) {
      // Packaging needs no git; those commands then start as they would without a cache.
      return;
    }
    Path versions = versions(repository);
    for (int i = REVISIONS; i < REVISIONS + RehearsedParts.count(); i++) {
      Files.writeString(versions.resolve("r%d_sample.py".formatted(i)), revision(i));
    }
    String folder = repository.toString();
    play("check", "--base", "HEAD", folder);
    play("schema", "--base", "HEAD", folder);
  }

  private static void play(String... scene) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int exit = new CommandLine(Retort.commands(), nowhere, nowhere).execute(scene);
    if (exit != 0) {
      throw new IllegalStateException(String.join(" ", scene) + " ended with " + exit);
    }
  }

  private static Path versions(Path repository) {
    return repository.resolve("migrations/versions");
  }

  private static void write(Path repository) throws IOException {
    Path versions = Files.createDirectories(versions(repository));
    Files.writeString(
        repository.resolve("alembic.ini"), "[alembic]\nscript_location = %(here)s/migrations\n");
    Files.writeString(
        repository.resolve("migrations/env.py"),
        """
        from alembic import context
        from models import Base

        target_metadata = Base.metadata
        """);
    Files.writeString(
        repository.resolve("models.py"),
        """
        from sqlalchemy import MetaData
        from sqlalchemy.orm import declarative_base
        from helpers import *

        NAMES = {'ix': 'ix_%(column_0_label)s', 'fk': 'fk_%(table_name)s_%(column_0_name)s'}
        Base = declarative_base(metadata=MetaData(naming_convention=NAMES))
        column_names = ['one', 'two']
        """);
    Files.writeString(repository.resolve("helpers.py"), RehearsedParts.HELPERS);
    Files.writeString(versions.resolve("part.sql"), "SELECT 1;\nUPDATE t_0 SET kind = 'one';\n");
    Files.writeString(
        repository.resolve("pyproject.toml"),
        "[project]\nname = 'sample'\ndynamic = ['version']\n[tool.black]\nline-length = 99\n[tool.poetry.dependencies]\nasyncpg = {version = '1', extras = ['a']}\n");
    for (int i = 0; i < REVISIONS; i++) {
      Files.writeString(versions.resolve("r%d_sample.py".formatted(i)), revision(i));
    }
  }

  /// Some are written as Alembic's older templates did, some as its newer one does; a few need the
  /// whole grammar. What they do to the schema takes turns.
  private static String revision(int number) {
    String parent = parent(number);
    String revises = number == 0 ? "" : "r" + (number - 1);
    boolean annotated = number % 2 == 0;
    RehearsedParts.Part part = RehearsedParts.of(number);
    return """
    \"""sample %1$d

    Revision ID: r%1$d
    Revises: %2$s
    Create Date: 2024-05-06 07:08:09.101112

    \"""
    import enum
    from typing import Sequence, Union

    from alembic import op
    import sqlalchemy as sa
    from sqlalchemy.dialects import postgresql


    revision%4$s = 'r%1$d'
    down_revision%5$s = %3$s
    branch_labels%5$s = None
    depends_on%5$s = None


    class Mood(str, enum.Enum):
        sad = 'sad'
        ok = 'ok'

        def other(self):
            return Mood.ok if self == Mood.sad else Mood.sad


    def upgrade():
        # ### commands auto generated by Alembic - please adjust! ###
    %6$s    # ### end Alembic commands ###


    def downgrade():
    %7$s
    """
        .formatted(
            number,
            revises,
            parent,
            annotated ? ": str" : "",
            annotated ? ": Union[str, None]" : "",
            part.up(number).indent(4),
            part.down(number).indent(4));
  }

  /// Now and then two lines part and meet again.
  private static String parent(int number) {
    if (number == 0) {
      return "None";
    }
    return switch (number % 20) {
      case 19 -> "'r%d'".formatted(number - 2);
      case 0 -> "('r%d', 'r%d')".formatted(number - 2, number - 1);
      default -> "'r%d'".formatted(number - 1);
    };
  }
}
