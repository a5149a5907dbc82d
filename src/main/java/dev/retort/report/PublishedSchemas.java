package dev.retort.report;

import dev.retort.evidence.GitEvidence;
import dev.retort.verdict.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/// The JSON Schemas of everything that scripts read and of the settings, as files for
/// `src/docs/schemas`, written from what writes and reads these.
public final class PublishedSchemas {
  private static final String ADDRESS =
      "https://raw.githubusercontent.com/retort/retort/main/src/docs/schemas/";

  private PublishedSchemas() {}

  /// What a schema says of fields that it does not name.
  public enum Unnamed {
    /// They may be there: new ones come, and whoever reads passes over them.
    WELCOME,
    /// None is there, as of this version.
    REFUSED
  }

  /// Each file's name and text.
  public static Map<String, String> of(Unnamed unnamed) {
    String docs = RulePages.address(Map.of());
    Map<String, JsonSchema.Described> outputs = new LinkedHashMap<>();
    outputs.put("check", VerdictJson.form(docs));
    outputs.put("fix", RepairsJson.form());
    outputs.put("graph", GraphJson.form());
    outputs.put("audit", AuditJson.form(GitEvidence.Depth.NONE));
    outputs.put("schema", SchemaJson.form());
    outputs.put("next", NextJson.form());
    outputs.put("rules", RulesJson.form(docs));
    Map<String, String> files = new LinkedHashMap<>();
    outputs.forEach((command, form) ->
        add(files, command + ".json", "retort " + command + " --format json", form, unnamed));
    add(files, "gitlab.json", "retort check --format gitlab", CodeQuality.form(), unnamed);
    add(
        files,
        "comment.json",
        "What follows <!-- retort:json in the comment on a pull request",
        HiddenFacts.form(docs),
        unnamed);
    add(files, "retort.yml.json", ".github/retort.yml", new SettingsForm(Settings.keys()), unnamed);
    return files;
  }

  private static void add(
      Map<String, String> files,
      String file,
      String title,
      JsonSchema.Described form,
      Unnamed unnamed) {
    files.put(file, JsonSchema.document(ADDRESS + file, title, form, unnamed == Unnamed.REFUSED));
  }
}
