package dev.retort.job;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;

/// The schema of one kind of database, as numbered steps. Steps only add: the version before goes
/// on working while a newer one is started beside it.
enum Schema {
  SQLITE("sqlite"),
  POSTGRESQL("postgresql");

  private final String folder;

  Schema(String folder) {
    this.folder = folder;
  }

  /// Takes the steps that are missing. Where several processes start at once, one of them does.
  ///
  /// @throws DatabaseUnusableException where a newer version has been here
  void bringUpToDate(DataSource source) {
    var flyway =
        Flyway.configure()
            .dataSource(source)
            .locations("classpath:dev/retort/job/" + folder)
            .load();
    for (var step : flyway.info().all()) {
      if (step.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new DatabaseUnusableException(
            "The database was last used by a newer version of Retort (its schema has step %s, which this version does not know); start that version, or restore the backup from before the upgrade."
                .formatted(step.getVersion()));
      }
    }
    var _ = flyway.migrate();
  }
}
