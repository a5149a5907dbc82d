package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// What is written for scripts, beside its published schema. Here no field may be there that the
/// schema does not name, whatever readers of other versions have to put up with.
public final class Published {
  private static final Map<String, String> TEXTS =
      PublishedSchemas.of(PublishedSchemas.Unnamed.REFUSED);
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private Published() {}

  /// @param file the schema's, such as `check.json`
  public static List<Error> faults(String file, String json) {
    Schema schema =
        SCHEMAS.computeIfAbsent(
            file,
            name ->
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(TEXTS.get(name)), InputFormat.JSON));
    return schema.validate(json, InputFormat.JSON);
  }

  /// @param words as they were typed
  /// @param out what was answered
  public static void assertHolds(List<String> words, String out) {
    int format = words.indexOf("--format") + 1;
    if (format == 0 || format == words.size() || out.isEmpty()) {
      return;
    }
    switch (words.get(format)) {
      case "json" ->
          assertThat(faults(words.getFirst() + ".json", out)).as(words + ":\n" + out).isEmpty();
      case "gitlab" -> assertThat(faults("gitlab.json", out)).as(words + ":\n" + out).isEmpty();
      default -> {
        // Not one of ours, and held to its own schema elsewhere.
      }
    }
  }
}
