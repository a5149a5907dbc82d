package dev.retort.report;

import dev.retort.repair.NewRevision;
import java.io.StringWriter;

/// A revision that somebody is about to write, for scripts and agents.
///
/// @param location its environment's
public record NextJson(NewRevision next, String location) {
  /// One line, with a line feed at its end.
  public static String of(NewRevision next, String location) {
    StringWriter out = new StringWriter();
    JsonText.line(form(), new NextJson(next, location), out);
    return out.toString();
  }

  static JsonObject<NextJson> form() {
    return new JsonObject<NextJson>()
        .text("revision", each -> each.next().id())
        .orNull("down_revision", each -> each.next().parent(), JsonForm.TEXT)
        .text("script_location", NextJson::location)
        .text("path", each -> each.next().path());
  }
}
