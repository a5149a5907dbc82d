package dev.retort.bot;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.retort.change.Sha256;
import dev.retort.forge.KeptBlobs;
import dev.retort.forge.Repository;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Gap;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.QueryClause;
import dev.retort.schema.Reading;
import dev.retort.schema.ReadingCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What the functions of migrations were read to do, kept beside the contents of their files and
/// found by these contents' ids: neither the next review nor a restart reads them again. Those of a
/// repository are bounded and erased with its contents.
///
/// One that is damaged, or that another build of the program wrote, is as good as none.
public final class KeptReadings {
  /// Characters and operations, as they usually are, in bytes of memory.
  private static final long REMEMBERED = 32L * 1024 * 1024;

  private static final int USUAL = 300;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addMixIn(Operation.class, Named.class)
          .addMixIn(ColumnDefault.class, Named.class)
          .addMixIn(Gap.class, Named.class)
          .addMixIn(ObjectName.Kind.class, Named.class)
          .addMixIn(QueryClause.Selected.class, Named.class)
          // What a record answers besides its components is no part of it.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  static {
    JSON.registerSubtypes(Operation.class.getPermittedSubclasses());
    JSON.registerSubtypes(ColumnDefault.class.getPermittedSubclasses());
    JSON.registerSubtypes(Gap.class.getPermittedSubclasses());
    JSON.registerSubtypes(ObjectName.Kind.class.getPermittedSubclasses());
    JSON.registerSubtypes(QueryClause.Selected.class.getPermittedSubclasses());
  }

  private static final ObjectReader READER = JSON.readerFor(Reading.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Reading.class);

  private final KeptBlobs kept;
  private final String build;
  private final Cache<Key, Reading> recent =
      Caffeine.newBuilder()
          .maximumWeight(REMEMBERED)
          .weigher((Key _, Reading reading) -> USUAL * (2 + reading.operations().size()))
          .build();

  /// @param build of the program: another one may read otherwise
  public KeptReadings(KeptBlobs kept, String build) {
    this.kept = kept;
    this.build = build;
  }

  /// Which of several records stands there.
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  private interface Named {}

  private record Key(long repository, String id) {}

  /// Those of one repository, which nobody else sees.
  public ReadingCache of(Repository repository) {
    return new ReadingCache() {
      @Override
      public Optional<Reading> find(String blob, String circumstances) {
        return KeptReadings.this.find(new Key(repository.id(), id(blob, circumstances)));
      }

      @Override
      public void keep(String blob, String circumstances, Reading reading) {
        KeptReadings.this.keep(new Key(repository.id(), id(blob, circumstances)), reading);
      }
    };
  }

  private Optional<Reading> find(Key key) {
    Optional<Reading> known = Optional.ofNullable(recent.getIfPresent(key));
    if (known.isPresent()) {
      return known;
    }
    Optional<Reading> found =
        Optional.ofNullable(kept.find(key.repository(), List.of(key.id())).get(key.id()))
            .flatMap(KeptReadings::decoded);
    found.ifPresent(reading -> recent.put(key, reading));
    return found;
  }

  private void keep(Key key, Reading reading) {
    recent.put(key, reading);
    kept.keep(key.repository(), key.id(), encoded(reading));
  }

  /// Looks like an id of a content, and is that of no content.
  private String id(String blob, String circumstances) {
    return Sha256.hex(build + '\0' + circumstances + '\0' + blob);
  }

  /// The text behind the beginning of its digest: what holds everything but is not what was written
  /// is found out.
  private static byte[] encoded(Reading reading) {
    byte[] text;
    try {
      text = WRITER.writeValueAsBytes(reading);
    } catch (JacksonException e) {
      throw new IllegalStateException("a reading that cannot be written down", e);
    }
    return ByteBuffer.allocate(Long.BYTES + text.length).putLong(checksum(text)).put(text).array();
  }

  private static Optional<Reading> decoded(byte[] content) {
    if (content.length < Long.BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(content);
    long sum = buffer.getLong();
    byte[] text = new byte[buffer.remaining()];
    buffer.get(text);
    if (sum != checksum(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(READER.readValue(text));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long checksum(byte[] text) {
    return ByteBuffer.wrap(Sha256.of(text)).getLong();
  }
}
