package dev.retort.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where one of two sides may get in the way of a name that the other one gives, or that the
/// database chooses for what the other one makes.
final class SameNames {
  private SameNames() {}

  static List<Commutation.Unknown> doubts(Footprint one, Footprint other) {
    List<Commutation.Unknown> doubts = new ArrayList<>();
    Map<String, NameClaim> theirs = other.nature().names().claims();
    one.nature()
        .names()
        .claims()
        .forEach((name, mine) -> {
          NameClaim too = theirs.get(name);
          if (too != null
              && !isTold(mine, too, one, other)
              && !agree(name, mine, one, too, other)) {
            doubts.add(doubt(mine));
          }
        });
    freed(one, other, doubts);
    freed(other, one, doubts);
    return doubts;
  }

  /// What both make under one name is compared as such.
  private static boolean isTold(NameClaim mine, NameClaim too, Footprint one, Footprint other) {
    return mine.isSame(too)
        && one.makes().containsKey(mine.object())
        && other.makes().containsKey(mine.object());
  }

  /// Whether the database gives the same names for the same in either order.
  private static boolean agree(
      String name, NameClaim mine, Footprint one, NameClaim too, Footprint other) {
    return mine.isAlike(too) && isOnlyOne(name, one) && isOnlyOne(name, other);
  }

  private static boolean isOnlyOne(String name, Footprint side) {
    String stem = NameClaim.stem(name);
    return side.nature().names().claims().keySet().stream()
        .noneMatch(each -> !each.equals(name) && NameClaim.stem(each).equals(stem));
  }

  /// What one drops frees its name, and the database chooses another one where the one that it
  /// would choose is taken still.
  private static void freed(Footprint dropper, Footprint namer, List<Commutation.Unknown> doubts) {
    Set<String> names = dropper.nature().names().freed();
    Set<String> stems = new HashSet<>();
    names.forEach(name -> stems.add(NameClaim.stem(last(name))));
    namer
        .nature()
        .names()
        .claims()
        .forEach((name, claim) -> {
          if (names.contains(name)
              || (claim.chosen() && stems.contains(NameClaim.stem(last(name))))) {
            doubts.add(doubt(claim));
          }
        });
  }

  /// The name alone, without what it is the name of.
  private static String last(String name) {
    String plain = name.substring(name.lastIndexOf('/') + 1);
    return plain.substring(Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(' ')) + 1);
  }

  private static Commutation.Unknown doubt(NameClaim claim) {
    return new Commutation.Unknown(
        new Gap.OfObject(claim.object(), Gap.AboutObject.NAME_TAKEN), claim.by());
  }
}
