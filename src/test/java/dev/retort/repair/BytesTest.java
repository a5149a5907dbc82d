package dev.retort.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.verdict.Judge;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A re-point replaces the parent's id where it is meant and leaves every other byte as it was:
/// random files with byte order marks, all line ends, Latin-1, tabs, and the same id in places
/// where it means nothing.
class BytesTest {
  private static final int FILES = 600;
  private static final String OLD = "b0b0b0b0b0b0";
  private static final String NEW = "c1c1c1c1c1c1";

  /// A file, and the same with the new parent.
  private record Written(byte[] before, byte[] after) {}

  @Test
  void bytes_outside_of_the_edited_spans_are_the_same() {
    int latin = 0;
    for (int seed = 0; seed < FILES; seed++) {
      Random random = new Random(seed);
      boolean isLatin = random.nextInt(3) == 0;
      latin += isLatin ? 1 : 0;
      Written written = written(random, isLatin);
      Snapshot mergeBase = tree(Map.of());
      Snapshot base = tree(Map.of("c1.py", plain(NEW, OLD)));
      Snapshot head = tree(Map.of("d2.py", written.before()));

      List<Repair> repairs =
          new Judge(RevisionCache.NONE).judge(Change.of(base, mergeBase, head)).recommended();

      assertThat(repairs).as("seed %d", seed).hasSize(1);
      assertThat(repairs.getFirst().strategy()).isEqualTo(Repair.Strategy.REPOINT);
      assertThat(repairs.getFirst().edits().files().keySet())
          .containsExactly("alembic/versions/d2.py");
      byte[] repaired = repairs.getFirst().edits().files().values().iterator().next().orElseThrow();
      assertThat(repaired)
          .as("seed %d:%n%s", seed, new String(written.before(), StandardCharsets.ISO_8859_1))
          .isEqualTo(written.after());
    }
    assertThat(latin).isBetween(FILES / 5, FILES / 2);
  }

  private static Snapshot tree(Map<String, byte[]> revisions) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put(
        "alembic.ini", "[alembic]\nscript_location = alembic\n".getBytes(StandardCharsets.UTF_8));
    files.put("alembic/versions/b0.py", plain(OLD, ""));
    revisions.forEach((name, bytes) -> files.put("alembic/versions/" + name, bytes));
    return Snapshot.of("tree", files);
  }

  private static byte[] plain(String id, String parent) {
    return "revision = '%s'\ndown_revision = %s\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
        .formatted(id, parent.isEmpty() ? "None" : "'" + parent + "'")
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Both are written from the same choices; the parent alone differs.
  private static Written written(Random random, boolean latin) {
    long seed = random.nextLong();
    return new Written(bytes(new Random(seed), latin, OLD), bytes(new Random(seed), latin, NEW));
  }

  private static byte[] bytes(Random random, boolean latin, String parent) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!latin && random.nextBoolean()) {
      out.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    }
    String text = text(random, latin, parent);
    out.writeBytes(text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static String text(Random random, boolean latin, String parent) {
    int ends = random.nextInt(3);
    Lines lines = new Lines(random, ends);
    if (latin) {
      lines.add("# -*- coding: latin-1 -*-");
    }
    String odd = latin ? "dép\u00f4t \u00e4\u00f6\u00fc \u00a0" : "dépôt 迁移 \u2028 \u00a0";
    if (random.nextBoolean()) {
      lines.add("# after " + OLD + ": " + odd);
    }
    String quotes = random.nextBoolean() ? "\"\"\"" : "'''";
    boolean docstring = random.nextInt(4) > 0;
    if (docstring) {
      lines.add(quotes + "add " + odd + " on " + OLD);
      lines.add("");
      lines.add("Revision ID: d2d2d2d2d2d2");
      lines.add("Revises: " + parent + (random.nextBoolean() ? "   " : ""));
      lines.add("Create Date: 2026-01-02 03:04:05");
      lines.add(quotes);
    }
    lines.add("from alembic import op" + (random.nextBoolean() ? "\t" : ""));
    String quote = random.nextBoolean() ? "\"" : "'";
    String blank = random.nextBoolean() ? "\t=  " : " = ";
    String annotation = random.nextInt(3) == 0 ? ": str" : "";
    lines.add("revision" + annotation + blank + quote + "d2d2d2d2d2d2" + quote);
    String value =
        switch (random.nextInt(5)) {
          case 0 -> "(" + quote + parent + quote + ",)";
          case 1 -> "(" + quote + parent + quote + ")";
          case 2 -> "[\t" + quote + parent + quote + " ]";
          default -> quote + parent + quote;
        };
    lines.add("down_revision" + annotation + blank + value + "  # was " + OLD + " " + odd);
    lines.add("branch_labels = None");
    lines.add("NOTE = '" + OLD + "'");
    lines.add("");
    lines.add("def upgrade():");
    lines.add("\top.execute('select 1 -- " + OLD + " " + odd + "')");
    lines.add("");
    lines.add("def downgrade():");
    lines.add("\tpass");
    return lines.text(random.nextBoolean());
  }

  /// Lines with ends of one kind, or of several.
  private static final class Lines {
    private static final List<String> ENDS = List.of("\n", "\r\n");

    private final Random random;
    private final int kind;
    private final StringBuilder text = new StringBuilder();

    Lines(Random random, int kind) {
      this.random = random;
      this.kind = kind;
    }

    void add(String line) {
      text.append(line).append(kind < 2 ? ENDS.get(kind) : ENDS.get(random.nextInt(2)));
    }

    /// @param ended whether the last line has an end
    String text(boolean ended) {
      return ended ? text.toString() : text.toString().stripTrailing();
    }
  }
}
