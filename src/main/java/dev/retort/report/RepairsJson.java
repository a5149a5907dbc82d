package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.retort.repair.Repair;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// Repairs, and what was done with them, for scripts. A repair reads as it does in a verdict.
public final class RepairsJson {
  private RepairsJson() {}

  /// One object, with a line feed at its end.
  ///
  /// @param repairs what `retort fix` recommends
  /// @param written the files that were written, none where only a patch was asked for
  /// @param commit the commit that holds them, where one was asked for
  public static String of(List<Repair> repairs, List<String> written, Optional<String> commit) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("repairs");
      for (Repair repair : repairs) {
        VerdictJson.write(json, repair);
      }
      json.writeEndArray();
      VerdictJson.strings(json, "written", written);
      VerdictJson.orNull(json, "commit", commit);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return out.append('\n').toString();
  }
}
