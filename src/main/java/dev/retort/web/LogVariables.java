package dev.retort.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the log is set up by before anything is logged. It reads properties of Java, knows no
/// `NAME_FILE`, and is silent where a word is not in small letters.
public final class LogVariables {
  static final List<String> KINDS = List.of("text", "json");
  static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  private LogVariables() {}

  /// The properties. What is wrong is left out; [ServerSettings#place(Map)] says it.
  public static Map<String, String> properties(Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>();
    put("RETORT_LOG", KINDS, environment, properties);
    put("RETORT_LOG_LEVEL", LEVELS, environment, properties);
    return properties;
  }

  /// Sets them for this process.
  public static void set(Map<String, String> environment) {
    properties(environment).forEach(System::setProperty);
  }

  private static void put(
      String name,
      List<String> allowed,
      Map<String, String> environment,
      Map<String, String> properties) {
    try {
      new Variables(environment)
          .find(name)
          .map(value -> value.toLowerCase(Locale.ROOT))
          .filter(allowed::contains)
          .ifPresent(value -> properties.put(name, value));
    } catch (SettingsException e) {
      // Said by whoever reads all variables.
    }
  }
}
