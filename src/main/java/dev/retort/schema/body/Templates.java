package dev.retort.schema.body;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `string.Template(text).substitute(…)`.
final class Templates {
  private static final Pattern PLACE =
      Pattern.compile("\\$(?:(\\$)|([_a-zA-Z][_a-zA-Z0-9]*)|\\{([_a-zA-Z][_a-zA-Z0-9]*)}|)");

  private Templates() {}

  /// Empty where the template is not known, or Python refuses it.
  static Optional<Sym> method(Sym.Made template, String name, Arguments given) {
    boolean safe = name.equals("safe_substitute");
    Optional<String> text = Arguments.of(template).text(0, "template");
    if (text.isEmpty() || (!safe && !name.equals("substitute"))) {
      return Optional.empty();
    }
    Growth.Text out = new Growth.Text();
    int from = 0;
    Matcher places = PLACE.matcher(text.get());
    while (places.find()) {
      Optional<String> put = put(places.toMatchResult(), given, safe);
      if (put.isEmpty()) {
        return Optional.empty();
      }
      out.append(text.get().substring(from, places.start())).append(put.get());
      from = places.end();
    }
    return Optional.of(Sym.text(out.append(text.get().substring(from)).toString()));
  }

  private static Optional<String> put(MatchResult place, Arguments given, boolean safe) {
    if (place.group(1) != null) {
      return Optional.of("$");
    }
    String name = place.group(2) != null ? place.group(2) : place.group(3);
    Optional<Sym> value =
        name == null
            ? Optional.empty()
            : Optional.ofNullable(given.keywords().get(name)).or(() -> of(name, given));
    boolean left = safe && given.whole() && given.positional().isEmpty();
    return value.map(Texts::str).or(() -> left ? Optional.of(place.group()) : Optional.empty());
  }

  private static Optional<Sym> of(String name, Arguments given) {
    return !given.positional().isEmpty() && given.positional().getFirst() instanceof Sym.Dict all
        ? Optional.ofNullable(all.entries.get(Sym.text(name)))
        : Optional.empty();
  }
}
