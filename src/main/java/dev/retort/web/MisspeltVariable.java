package dev.retort.web;

import dev.retort.alembic.NearWord;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An environment variable that somebody set in vain, because nothing reads it.
///
/// @param meant the one that was probably meant
public record MisspeltVariable(String written, String meant) {
  private static final String FILE = "_FILE";

  /// All that are read, by their own names.
  private static final List<String> READ =
      List.of(
          "RETORT_APP_ID",
          "RETORT_PRIVATE_KEY",
          "RETORT_WEBHOOK_SECRET",
          "RETORT_GITHUB_URL",
          "RETORT_DATABASE_URL",
          "RETORT_DATA_DIR",
          "RETORT_HOST",
          "RETORT_PORT",
          "RETORT_MANAGEMENT_PORT",
          "RETORT_URL",
          "RETORT_STATUS_TOKEN",
          "RETORT_INTAKE",
          "RETORT_OWNERS",
          "RETORT_WORKERS",
          "RETORT_LOG",
          "RETORT_LOG_LEVEL",
          "RETORT_DOCS_URL",
          "RETORT_JAVA_OPTS");

  /// What Kubernetes sets of its own accord beside a service of that name.
  private static final Pattern SERVICE_LINK = Pattern.compile("RETORT_(SERVICE_|PORT_\\d).*");

  public static List<MisspeltVariable> in(Map<String, String> environment) {
    return environment.keySet().stream()
        .filter(name -> name.startsWith("RETORT"))
        .filter(name -> !SERVICE_LINK.matcher(name).matches())
        .filter(name -> !READ.contains(plain(name)))
        .sorted()
        .flatMap(name ->
            NearWord.of(plain(name), READ).stream()
                .map(meant ->
                    new MisspeltVariable(name, meant + name.substring(plain(name).length()))))
        .toList();
  }

  private static String plain(String name) {
    return name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
  }
}
