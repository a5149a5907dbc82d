package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// Makes one of the mistakes that people make in a downgrade, or none: something forgotten, twice,
/// in the wrong order or by another name.
final class MistakenWayDown implements UnaryOperator<List<List<String>>> {
  private final Random random;

  MistakenWayDown(long seed) {
    random = new Random(seed);
  }

  /// @param lines operation by operation
  @Override
  public List<List<String>> apply(List<List<String>> lines) {
    List<List<String>> spoilt = new ArrayList<>(lines);
    int at = random.nextInt(lines.size());
    switch (random.nextInt(6)) {
      case 0 -> spoilt.set(at, List.of("pass"));
      case 1 -> spoilt.add(at, lines.get(at));
      case 2 -> spoilt = new ArrayList<>(spoilt.reversed());
      case 3 -> spoilt.set(at, renamed(lines.get(at)));
      case 4 -> spoilt.set(at, shortened(lines.get(at)));
      default -> {}
    }
    return spoilt;
  }

  /// The last name of a line gets another ending.
  private List<String> renamed(List<String> lines) {
    List<String> renamed = new ArrayList<>(lines);
    int at = random.nextInt(lines.size());
    renamed.set(at, lines.get(at).replaceFirst("'([a-z]+\\d+)'(?!.*'[a-z]+\\d+')", "'$1x'"));
    return renamed;
  }

  /// Without one of its lines, where others stand for themselves.
  private List<String> shortened(List<String> lines) {
    List<String> shortened = new ArrayList<>(lines);
    boolean first = !lines.getFirst().startsWith("with ");
    if (lines.size() > 2 || (lines.size() > 1 && first)) {
      shortened.remove(first ? random.nextInt(lines.size()) : 1 + random.nextInt(lines.size() - 1));
    }
    return shortened;
  }
}
