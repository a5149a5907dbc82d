package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/// Values written down as JSON: as a stream, without object mapping, which would cost more at start
/// than all the rest.
final class JsonText {
  private JsonText() {}

  /// Several lines, for people too, with a line feed at the end.
  static <T> String indented(JsonForm<T> form, T value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      form.write(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return out.append('\n').toString();
  }

  /// Several lines like [#indented], without a text of all of it in memory. Plain ASCII reads the
  /// same whatever the terminal's or the pipe's encoding is.
  ///
  /// @param out is left open
  static <T> void lines(JsonForm<T> form, T value, Writer out) {
    write(form, value, true, out);
  }

  /// One line, with a line feed at its end, in plain ASCII.
  ///
  /// @param out is left open
  static <T> void line(JsonForm<T> form, T value, Writer out) {
    write(form, value, false, out);
  }

  private static <T> void write(JsonForm<T> form, T value, boolean indented, Writer out) {
    JsonFactory factory = JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      if (indented) {
        json.useDefaultPrettyPrinter();
      }
      form.write(json, value);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
