package dev.retort.job;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Where the embedded database lies: one file, one process.
record SqliteFile(Path path) {
  static final String URL_PREFIX = "jdbc:sqlite:";

  static SqliteFile at(String url) {
    var name = url.substring(URL_PREFIX.length());
    if (name.isBlank() || name.startsWith(":") || name.startsWith("file:") || name.contains("?")) {
      throw new DatabaseUnusableException(
          "RETORT_DATABASE_URL must name a file, as in `"
              + URL_PREFIX
              + "/var/lib/retort/retort.db`.");
    }
    return new SqliteFile(Path.of(name).toAbsolutePath());
  }

  private String url() {
    return URL_PREFIX + path;
  }

  /// For the process whose database it is.
  SqliteStore open() {
    refuseEmpty();
    createFolder();
    var lock = lock();
    try {
      var source = SqliteStore.source(url(), SQLiteConfig.SynchronousMode.FULL);
      check(source);
      refuseForeign(source);
      migrate(source);
      return new SqliteStore(url(), lock);
    } catch (RuntimeException e) {
      try {
        lock.close();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /// For one that looks on.
  SqliteStore beside() {
    if (!Files.isRegularFile(path)) {
      throw new DatabaseUnusableException(
          "There is no database %s; look at RETORT_DATA_DIR or RETORT_DATABASE_URL."
              .formatted(path));
    }
    refuseEmpty();
    refuseForeign(SqliteStore.source(url(), SQLiteConfig.SynchronousMode.FULL));
    return new SqliteStore(url(), () -> {});
  }

  /// A file without a byte is what a full disk or a broken copy leaves behind: taken for a new
  /// database, it would hide that everything has been forgotten.
  private void refuseEmpty() {
    try {
      if (Files.exists(path) && Files.size(path) == 0) {
        throw new DatabaseUnusableException(
            "The database %s is empty (0 bytes); restore it from a backup, or delete it: a new one is then created, and the open pull requests are judged again."
                .formatted(path));
      }
    } catch (IOException e) {
      throw new DatabaseUnusableException(
          "The database " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void createFolder() {
    try {
      var folder = path.getParent();
      if (folder != null) {
        OwnerOnly.folder(folder);
      }
      OwnerOnly.create(path);
    } catch (IOException e) {
      throw unwritable("The folder of the database " + path + " cannot be made", e);
    }
  }

  /// Two processes on one file would each take the other's running jobs for abandoned ones.
  private FileChannel lock() {
    var beside = path.resolveSibling(path.getFileName() + ".lock");
    try {
      OwnerOnly.create(beside);
      var channel = FileChannel.open(beside, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        // Held within this very process: in use, all the same.
      }
      channel.close();
    } catch (IOException e) {
      throw unwritable("The database's lock " + beside + " cannot be written", e);
    }
    throw new DatabaseUnusableException(
        "The database " + path + " is in use by another process; stop that one first.");
  }

  private static DatabaseUnusableException unwritable(String what, IOException failure) {
    String why =
        switch (failure) {
          case AccessDeniedException _ -> "permission denied";
          case FileAlreadyExistsException there -> there.getFile() + " is a file";
          case FileSystemException other when other.getReason() != null -> other.getReason();
          default -> String.valueOf(failure.getMessage());
        };
    return new DatabaseUnusableException(
        "%s: %s; let RETORT_DATA_DIR name a folder that this user may write.".formatted(what, why),
        failure);
  }

  private void check(SQLiteDataSource source) {
    try (var connection = source.getConnection()) {
      var verdict = quickCheck(connection);
      if (!verdict.toLowerCase(Locale.ROOT).equals("ok")) {
        throw damaged(verdict, null);
      }
    } catch (SQLException e) {
      throw e.getCause() instanceof NativeLibraryNotFoundException missing
          ? unloadable(missing)
          : damaged(e.getMessage(), e);
    }
  }

  /// Where the folder for temporary files is mounted `noexec`, nothing is wrong with the database.
  private static DatabaseUnusableException unloadable(NativeLibraryNotFoundException missing) {
    return new DatabaseUnusableException(
        "SQLite cannot be loaded from %s: nothing may be written or no program may lie there; let RETORT_JAVA_OPTS=-Djava.io.tmpdir=/ANOTHER name a folder where both may be."
            .formatted(
                System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))),
        missing);
  }

  private static String quickCheck(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("pragma quick_check(1)")) {
      return rows.next() ? rows.getString(1) : "no answer";
    }
  }

  private void refuseForeign(SQLiteDataSource source) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")) {
      var tables = new ArrayList<String>();
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
      if (!tables.isEmpty() && !tables.contains("flyway_schema_history")) {
        throw new DatabaseUnusableException(
            "The database %s is not Retort's: it holds the table `%s`; choose another file."
                .formatted(path, tables.getFirst()));
      }
    } catch (SQLException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  private void migrate(SQLiteDataSource source) {
    try {
      Schema.SQLITE.bringUpToDate(source);
    } catch (FlywayException e) {
      throw damaged(e.getMessage(), e);
    }
  }

  private DatabaseUnusableException damaged(@Nullable String what, @Nullable Throwable cause) {
    var message =
        "The database %s is damaged (%s); restore it from a backup, or move it away together with its -wal and -shm files: a new one is then created, and the open pull requests are judged again."
            .formatted(path, String.valueOf(what).lines().findFirst().orElse("no reason given"));
    return cause == null
        ? new DatabaseUnusableException(message)
        : new DatabaseUnusableException(message, cause);
  }
}
