package dev.retort.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.cases.CaseFolder;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.repair.Repair.Strategy;
import dev.retort.report.RepairWords;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each strategy on changes that it repairs, and on some where it must stay out of it.
class RepairCasesTest {
  static Stream<CaseFolder> cases() {
    return CaseFolder.all("repairs");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void the_repair_writes_exactly_these_files(CaseFolder folder) {
    Optional<Repair> repair = repair(folder, folder.change());

    folder.compare(told(repair));
    folder.compareFixed(repair.map(Repair::edits).map(Edits::files).orElseGet(TreeMap::new));
    assertThat(repair.isPresent()).as("found").isNotEqualTo(folder.name().startsWith("none"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void repairing_twice_changes_nothing_more(CaseFolder folder) {
    Change change = folder.change();
    repair(folder, change)
        .ifPresent(repair -> {
          Map<String, byte[]> written = new TreeMap<>();
          repair
              .edits()
              .files()
              .forEach((path, content) -> content.ifPresent(bytes -> written.put(path, bytes)));
          Change repaired =
              Change.of(
                  change.base(),
                  change.mergeBase(),
                  change.head().with(written, repair.edits().removes()));

          assertThat(repair(folder, repaired)).isEmpty();
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void git_applies_the_patch_to_the_pull_request_s_own_tree(
      CaseFolder folder, @TempDir Path checkout) throws Exception {
    Change change = folder.change();
    Optional<Repair> found = repair(folder, change);
    if (found.isEmpty()) {
      return;
    }
    Repair repair = found.get();
    write(checkout, change.head().read(change.head().entries().keySet()));
    run(checkout, List.of("git", "init", "-q"), "");

    run(checkout, List.of("git", "apply", "--whitespace=nowarn", "-"), repair.patch());

    SortedMap<String, byte[]> expected = new TreeMap<>();
    repair
        .edits()
        .files()
        .forEach((path, content) -> content.ifPresent(c -> expected.put(path, c)));
    for (Map.Entry<String, byte[]> each : expected.entrySet()) {
      assertThat(Files.readAllBytes(checkout.resolve(each.getKey())))
          .as(each.getKey())
          .isEqualTo(each.getValue());
    }
    assertThat(repair.edits().removes()).allMatch(path -> !Files.exists(checkout.resolve(path)));
  }

  /// The first repair of the strategy that the case's folder is named after.
  private static Optional<Repair> repair(CaseFolder folder, Change change) {
    Strategy strategy = Strategy.valueOf(folder.group().toUpperCase(Locale.ROOT));
    Judge judge =
        new Judge(RevisionCache.NONE, Environments.Request.EVERYTHING, Optional.of(strategy));
    Verdict verdict = judge.judge(change, Circumstances.USUAL.with(evidence(folder)));
    return verdict.remedies().stream().findFirst();
  }

  /// What git's history would tell: the case's folder `deleted` holds files that a commit took
  /// away, its folder `former` holds what files said before a commit changed them.
  private static GitEvidence evidence(CaseFolder folder) {
    List<Trace> traces = new ArrayList<>();
    Map<String, byte[]> lost = new TreeMap<>();
    Map.of("deleted", Deed.DELETED, "former", Deed.EDITED)
        .forEach((name, deed) -> {
          Snapshot tree = folder.tree(name);
          tree.entries()
              .forEach((path, entry) -> {
                Optional<String> after =
                    deed == Deed.DELETED ? Optional.empty() : Optional.of("ff");
                traces.add(
                    new Trace(
                        path,
                        deed,
                        "c0ffee" + "0".repeat(34),
                        "2026-01-05T10:00:00+00:00",
                        Optional.of(entry.blob()),
                        after,
                        false));
                lost.putAll(tree.blobs().read(Set.of(entry.blob())));
              });
        });
    return traces.isEmpty() ? GitEvidence.NONE : new GitEvidence(Depth.FULL, traces, lost);
  }

  private static String told(Optional<Repair> found) {
    if (found.isEmpty()) {
      return "# nothing\n";
    }
    Repair repair = found.get();
    List<String> lines = new ArrayList<>();
    lines.add("# " + RepairWords.plain(repair));
    lines.add("");
    lines.add("Safety: " + repair.safety().word());
    lines.add("Proof: " + repair.proof());
    lines.add("");
    lines.add("```diff");
    lines.add(repair.patch().replace("\r", "\\r") + "```");
    return String.join("\n", lines) + "\n";
  }

  private static void write(Path root, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static void run(Path folder, List<String> command, String input) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    String said = CaseFolder.text(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(command + ": " + said).isZero();
  }
}
