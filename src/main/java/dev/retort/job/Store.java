package dev.retort.job;

import dev.retort.job.Database.Work;
import javax.sql.DataSource;

/// A kind of database. What is promised of its methods stands at [Database]'s of the same names.
sealed interface Store extends AutoCloseable permits SqliteStore, PostgresStore {
  boolean isEmbedded();

  DataSource scheduling();

  <T> T read(Work<T> work);

  <T> T write(Work<T> work);

  <T> T writeDurably(Work<T> work);

  @Override
  void close();
}
