package dev.retort.bot;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.SettingsFile;
import dev.retort.change.Blobs;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import dev.retort.schema.ReadingCache;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A branch as it is, judged as a whole: what of it has several heads, and what would join them.
///
/// Nobody can tell from here which databases have run what. So the heads are joined by a merge
/// revision, which changes nothing that one may have run; only where none can be proved, another
/// repair is taken.
///
/// @param tip the commit that was judged
/// @param broken the environments with more heads than are meant, as the verdict has them
/// @param repairs for as many of them as have one, in the same order
record Mainline(String tip, Verdict verdict, List<Judged> broken, List<Repair> repairs) {
  /// The rules whose findings leave several heads.
  private static final Set<RuleCode> SEVERAL_HEADS =
      Set.of(
          RuleCode.SECOND_HEAD,
          RuleCode.SECOND_BASE,
          RuleCode.COMPETING_MERGES,
          RuleCode.DEPENDS_ON_MERGE);

  Mainline {
    broken = List.copyOf(broken);
    repairs = List.copyOf(repairs);
  }

  static Mainline judged(Snapshot tree, String tip, Judge judge, ReadingCache readings) {
    // Against nothing but the settings, which say what an environment is.
    Snapshot nothing = Snapshot.of("nothing", tree.read(List.of(SettingsFile.PATH)));
    Verdict verdict = judge.judge(Change.of(nothing, nothing, tree).remembering(readings));
    List<Judged> broken = verdict.environments().stream().filter(Mainline::isBroken).toList();
    List<Repair> repairs = broken.stream().flatMap(each -> repair(each).stream()).toList();
    return new Mainline(tip, verdict, broken, repairs);
  }

  private static boolean isBroken(Judged judged) {
    return judged.change().after().heads().size() > 1
        && judged.findings().stream()
            .filter(Finding::fails)
            .map(Finding::code)
            .anyMatch(SEVERAL_HEADS::contains);
  }

  private static Optional<Repair> repair(Judged judged) {
    List<Repair> possible =
        judged.repairs().stream().filter(repair -> repair.safety() != Repair.Safety.SHOWN).toList();
    return possible.stream()
        .filter(repair -> repair.strategy() == Repair.Strategy.MERGE)
        .findFirst()
        .or(() -> possible.stream().findFirst());
  }

  boolean whole() {
    return broken.isEmpty();
  }

  /// What is broken, equal as long as the heads are.
  String heads() {
    return broken.stream()
        .map(judged ->
            judged.change().environment().scriptLocation()
                + ": "
                + String.join(", ", judged.change().after().heads()))
        .collect(Collectors.joining("; "));
  }

  /// What the repairs write, equal as long as every byte is.
  String written() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Repair repair : repairs) {
      repair
          .edits()
          .files()
          .forEach((path, content) -> {
            all.writeBytes((path + "\0").getBytes(StandardCharsets.UTF_8));
            all.writeBytes(
                content.map(Blobs::idOf).orElse("-").getBytes(StandardCharsets.US_ASCII));
          });
    }
    return Blobs.idOf(all.toByteArray());
  }
}
