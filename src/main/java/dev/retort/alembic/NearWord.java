package dev.retort.alembic;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What somebody who mistyped a word may have meant.
public final class NearWord {
  private static final int LONGEST = 64;

  private NearWord() {}

  /// The one word that differs in case or in the kind of dash, begins or is begun by what was
  /// written, or is at most two characters away from it (one where it is shorter than four). Empty
  /// where there is none, or more than one.
  public static Optional<String> of(String written, Collection<String> words) {
    String folded = fold(written);
    if (folded.length() < 2 || folded.length() > LONGEST) {
      return Optional.empty();
    }
    List<String> same = words.stream().filter(word -> fold(word).equals(folded)).toList();
    if (same.size() == 1) {
      return Optional.of(same.getFirst());
    }
    int tolerated = folded.length() < 4 ? 1 : 2;
    List<String> near =
        words.stream()
            .filter(word -> distance(folded, fold(word), tolerated) <= tolerated)
            .toList();
    if (near.isEmpty()) {
      near =
          words.stream()
              .filter(word -> fold(word).startsWith(folded) || folded.startsWith(fold(word)))
              .toList();
    }
    return near.size() == 1 ? Optional.of(near.getFirst()) : closest(folded, near);
  }

  /// Of several, the one that is nearer than all others.
  private static Optional<String> closest(String folded, List<String> near) {
    for (int limit = 1; limit <= 2; limit++) {
      int within = limit;
      List<String> nearer =
          near.stream().filter(word -> distance(folded, fold(word), within) <= within).toList();
      if (!nearer.isEmpty()) {
        return nearer.size() == 1 ? Optional.of(nearer.getFirst()) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String fold(String word) {
    return word.strip().toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /// How many characters have to be added, dropped or changed, as far as it matters.
  ///
  /// @return more than the limit where it is more
  public static int distance(String one, String other, int limit) {
    if (Math.abs(one.length() - other.length()) > limit) {
      return limit + 1;
    }
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
