package dev.retort.standin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path with places for parameters, such as `/repos/{owner}/{repo}`.
///
/// @param names of the parameters, in the order of their places
/// @param literal how many characters are no place
record PathTemplate(Pattern pattern, List<String> names, int literal) {
  /// Parameters whose values may hold slashes.
  private static final Set<String> DEEP = Set.of("ref", "path", "branch", "base", "head");

  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

  static PathTemplate of(String text) {
    List<String> names = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    int end = 0;
    while (place.find()) {
      pattern.append(Pattern.quote(text.substring(end, place.start())));
      names.add(place.group(1));
      pattern.append(DEEP.contains(place.group(1)) ? "(.+?)" : "([^/]+)");
      end = place.end();
    }
    pattern.append(Pattern.quote(text.substring(end)));
    return new PathTemplate(
        Pattern.compile(pattern.toString()),
        List.copyOf(names),
        PLACE.matcher(text).replaceAll("").length());
  }

  /// The values of its parameters, decoded, where a path has this form.
  ///
  /// @param rawPath as it was sent, still encoded
  Optional<Map<String, String>> values(String rawPath) {
    Matcher matcher = pattern.matcher(rawPath);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String raw = matcher.group(i + 1).replace("+", "%2B");
      values.put(names.get(i), URLDecoder.decode(raw, StandardCharsets.UTF_8));
    }
    return Optional.of(values);
  }
}
