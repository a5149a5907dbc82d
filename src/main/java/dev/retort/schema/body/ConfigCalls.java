package dev.retort.schema.body;

import dev.retort.alembic.SourceTree;
import dev.retort.schema.Gap;
import dev.retort.schema.Site;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// What a migration asks of Alembic's configuration.
final class ConfigCalls {
  /// Options that Alembic, or env.py, sets whatever the file says.
  private static final Pattern ALEMBICS = Pattern.compile("sqlalchemy\\.|script_location|version_");

  private static final String VERSION_SCHEMA = "version_table_schema";

  private ConfigCalls() {}

  /// An option: what stands for it by default where no file sets it.
  static Sym option(Arguments given, Modules modules, Site site) {
    Sym unknown = new Sym.Unknown(site.line(), Gap.OfValue.CONFIGURATION);
    return given
        .text(0, "name")
        .filter(name -> !ALEMBICS.matcher(name).lookingAt() && !isSet(name, modules.sources()))
        .map(_ -> given.get(1, "default").orElse(Sym.Nothing.NONE))
        .orElse(unknown);
  }

  /// The schema that env.py gives Alembic's own table: none, where it names none.
  static Sym versionSchema(Modules modules, int line) {
    SourceTree sources = modules.sources();
    List<String> scripts =
        sources.entries().keySet().stream()
            .filter(path -> path.equals("env.py") || path.endsWith("/env.py"))
            .toList();
    boolean named = false;
    for (byte[] content : sources.read(scripts).values()) {
      String text = new String(content, StandardCharsets.UTF_8);
      named |=
          text.contains(VERSION_SCHEMA)
              && !(text.contains("get_main_option(\"" + VERSION_SCHEMA + "\"")
                  || text.contains("get_main_option('" + VERSION_SCHEMA + "'"));
    }
    return named || isSet(VERSION_SCHEMA, sources)
        ? new Sym.Unknown(line, Gap.OfValue.VERSION_TABLE)
        : Sym.Nothing.NONE;
  }

  private static boolean isSet(String name, SourceTree sources) {
    Pattern line = Pattern.compile("(?m)^\\s*" + Pattern.quote(name) + "\\s*[=:]");
    List<String> files =
        sources.entries().keySet().stream()
            .filter(path -> path.endsWith(".ini") || path.endsWith("pyproject.toml"))
            .toList();
    return sources.read(files).values().stream()
        .anyMatch(content -> line.matcher(new String(content, StandardCharsets.UTF_8)).find());
  }
}
