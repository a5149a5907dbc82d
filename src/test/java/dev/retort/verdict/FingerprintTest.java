package dev.retort.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RevisionCache;
import dev.retort.cases.CaseFolder;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {
  static Stream<CaseFolder> cases() {
    return CaseFolder.all("rules").filter(each -> !each.name().startsWith("silent"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void a_comment_further_up_makes_no_finding_another_one(CaseFolder folder) {
    Change change = folder.change();
    Change commented =
        Change.of(
            commented(change.base()), commented(change.mergeBase()), commented(change.head()));

    assertThat(fingerprints(commented, folder)).isEqualTo(fingerprints(change, folder));
  }

  private static List<String> fingerprints(Change change, CaseFolder folder) {
    List<String> all = new ArrayList<>();
    new Judge(RevisionCache.NONE)
        .judge(change, Circumstances.USUAL.beside(folder.neighbours()))
        .environments()
        .forEach(judged ->
            judged.findings().stream()
                .filter(Acceptances::concerns)
                .forEach(each -> all.add(Fingerprint.of(judged.change(), each))));
    Collections.sort(all);
    return all;
  }

  /// The same tree with a comment before everything else in its Python files, but for those that
  /// begin with one, which may say their encoding.
  private static Snapshot commented(Snapshot tree) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    tree.read(tree.entries().keySet())
        .forEach((path, bytes) -> {
          String text = new String(bytes, StandardCharsets.ISO_8859_1);
          boolean plain = path.endsWith(".py") && !text.startsWith("#");
          files.put(
              path,
              plain ? ("# A comment.\n" + text).getBytes(StandardCharsets.ISO_8859_1) : bytes);
        });
    return Snapshot.of("commented", files);
  }
}
