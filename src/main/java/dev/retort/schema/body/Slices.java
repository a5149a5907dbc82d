package dev.retort.schema.body;

import dev.retort.schema.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `sequence[lower:upper:step]`, as Python's `slice.indices` counts it.
final class Slices {
  private static final int MOST_BITS = 31;

  private Slices() {}

  static Sym of(Sym object, List<Optional<Sym>> bounds, int line) {
    if (object instanceof Sym.Text text && text.isWhole()) {
      int[] points = text.value().codePoints().toArray();
      return positions(bounds, points.length)
          .<Sym>map(each -> {
            StringBuilder part = new StringBuilder();
            each.forEach(at -> part.appendCodePoint(points[at]));
            return Sym.text(part.toString());
          })
          .orElseGet(() -> new Sym.Unknown(line, Gap.OfValue.PART));
    }
    if (object instanceof Sym.Seq seq && seq.whole) {
      return positions(bounds, seq.items.size())
          .<Sym>map(each -> new Sym.Seq(seq.kind, each.stream().map(seq.items::get).toList(), true))
          .orElseGet(() -> new Sym.Unknown(line, Gap.OfValue.PART));
    }
    return new Sym.Unknown(line, Gap.OfValue.PART);
  }

  /// Empty where a bound is not known, or Python refuses it.
  private static Optional<List<Integer>> positions(List<Optional<Sym>> bounds, int size) {
    for (Optional<Sym> bound : bounds) {
      boolean readable =
          bound.isEmpty()
              || bound.get() instanceof Sym.Nothing
              || (bound.get() instanceof Sym.Num num && num.value().bitLength() < MOST_BITS);
      if (!readable) {
        return Optional.empty();
      }
    }
    int step = bounds.get(2).flatMap(Slices::number).orElse(1);
    if (step == 0) {
      return Optional.empty();
    }
    int least = step > 0 ? 0 : -1;
    int most = step > 0 ? size : size - 1;
    int from = bound(bounds.get(0), step > 0 ? least : most, size, least, most);
    int to = bound(bounds.get(1), step > 0 ? most : least, size, least, most);
    List<Integer> positions = new ArrayList<>();
    for (long at = from; step > 0 ? at < to : at > to; at += step) {
      positions.add((int) at);
    }
    return Optional.of(positions);
  }

  private static Optional<Integer> number(Sym bound) {
    return bound instanceof Sym.Num num ? Optional.of(num.value().intValue()) : Optional.empty();
  }

  private static int bound(Optional<Sym> given, int usual, int size, int least, int most) {
    return given
        .flatMap(Slices::number)
        .map(index -> Math.clamp(index < 0 ? (long) size + index : index, least, most))
        .orElse(usual);
  }
}
