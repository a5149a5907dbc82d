package dev.retort.schema;

import dev.retort.python.SyntaxTree;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What was read for one change or one run, over a cache that lasts.
record PassingReadings(ReadingCache lasting, Map<String, Reading> here) implements ReadingCache {
  PassingReadings(ReadingCache lasting) {
    this(lasting, new ConcurrentHashMap<>());
  }

  @Override
  public Optional<Reading> find(String blob, String circumstances) {
    return Optional.ofNullable(here.get(blob + '\0' + circumstances))
        .or(() -> lasting.find(blob, circumstances));
  }

  @Override
  public Optional<SyntaxTree> tree(String blob) {
    return lasting.tree(blob);
  }

  @Override
  public void keep(String blob, String circumstances, Reading reading) {
    here.put(blob + '\0' + circumstances, reading);
    lasting.keep(blob, circumstances, reading);
  }
}
