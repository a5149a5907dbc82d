package dev.retort.bot;

import dev.retort.forge.Repository;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whose repositories are looked after. An App that anybody can install is installed by anybody.
///
/// @param names users and organisations in lower case; everybody where there are none
public record Owners(Set<String> names) {
  public static final Owners EVERYBODY = new Owners(Set.of());

  public Owners {
    names = Set.copyOf(names);
  }

  /// @param list names with commas or blanks between them
  public static Owners of(String list) {
    return new Owners(
        Stream.of(list.split("[,\\s]+"))
            .filter(name -> !name.isEmpty())
            .map(Owners::key)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  public boolean allow(String owner) {
    return names.isEmpty() || names.contains(key(owner));
  }

  public boolean allow(Repository repository) {
    return allow(repository.fullName().split("/", 2)[0]);
  }
}
