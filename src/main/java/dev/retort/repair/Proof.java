package dev.retort.repair;

import dev.retort.alembic.Condition;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Change;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.repair.Edits.ParentEdit;
import dev.retort.repair.Edits.PutFile;
import dev.retort.repair.Repair.Safety;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Finding;
import dev.retort.rule.HeadCount;
import dev.retort.rule.Policy;
import dev.retort.rule.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The proof of a draft, which is written out and shown to hold: its edits are made to the pull
/// request's own tree, the change is folded again, and its history read again from the bytes. A
/// repair is only proposed where that history is nowhere worse than the base's, fewer findings fail
/// than before, and none is new.
public final class Proof {
  private final RevisionCache cache;
  private final Policy policy;

  Proof(RevisionCache cache, Policy policy) {
    this.cache = cache;
    this.policy = policy;
  }

  /// What was proved.
  ///
  /// @param green whether nothing fails any more
  record Proved(Repair repair, boolean green) {}

  /// @param findings what is to be cured
  Optional<Proved> of(
      Draft draft, Strategy strategy, Summary summary, Safety safety, List<Finding> findings) {
    return of(draft, strategy, summary, safety, findings, left -> cures(findings, left));
  }

  /// The same of a change that does not fail: nothing may fail or be remarked that was not, and
  /// fewer heads have to be left.
  ///
  /// @param findings what is found without it
  Optional<Repair> ofBetterment(
      Draft draft, Strategy strategy, Summary summary, Safety safety, List<Finding> findings) {
    Set<Fault> had = new HashSet<>();
    findings.forEach(each -> had.add(Fault.of(each)));
    int heads = draft.change().after().heads().size();
    return of(
            draft,
            strategy,
            summary,
            safety,
            findings,
            left -> left.stream().map(Fault::of).allMatch(had::contains))
        .map(Proved::repair)
        .filter(repair -> repair.proof().heads().size() < heads);
  }

  private Optional<Proved> of(
      Draft draft,
      Strategy strategy,
      Summary summary,
      Safety safety,
      List<Finding> findings,
      Predicate<List<Finding>> cured) {
    if (draft.untouched() || !writable(draft)) {
      return Optional.empty();
    }
    Optional<Edits> written = write(draft);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    HistoryChange outcome = outcome(draft.change(), written.get());
    List<Finding> left = unaccepted(Rules.findings(outcome, policy), findings);
    Preservation kept = Preservation.of(draft, outcome.after());
    boolean holds =
        notWorse(draft.change(), outcome) && cured.test(left) && preserves(kept, safety);
    Set<RuleCode> failing = new TreeSet<>();
    left.stream().filter(Finding::fails).forEach(each -> failing.add(each.code()));
    return holds
        ? Optional.of(
            new Proved(
                Repair.proved(
                        strategy,
                        summary.leaving(failing),
                        written.get(),
                        safety,
                        draft.change(),
                        outcome)
                    .upgrading(draft.change().upgrade(), outcome.upgrade()),
                failing.isEmpty()))
        : Optional.empty();
  }

  /// Whether a repair takes no work away, does none twice, and is not called safe where a revision
  /// no longer comes after all that it came after.
  private static boolean preserves(Preservation kept, Safety safety) {
    return kept.holds() && (safety != Safety.SAFE || kept.toldOfLoss().isEmpty());
  }

  /// The same of a step that was written.
  ///
  /// @param is the history after it
  public static boolean preserves(Draft draft, History is, Safety safety) {
    return preserves(Preservation.of(draft, is), safety);
  }

  /// A draft that says what revisions it takes from others.
  public static Draft frank(Draft draft) {
    return Preservation.told(draft);
  }

  public static boolean writable(Draft draft) {
    Map<String, SourceTree.Entry> head = draft.change().change().head().entries();
    boolean editable =
        draft.edits().values().stream()
            .allMatch(edit -> {
              SourceTree.Entry entry = head.get(edit.was().path());
              return edit.writable()
                  && entry != null
                  && entry.kind() == SourceTree.Kind.FILE
                  && entry.blob().equals(edit.was().blob());
            });
    return editable && draft.removes().stream().allMatch(head::containsKey);
  }

  /// The draft as bytes; empty where a file is not what the draft was made for, or is none that a
  /// repair may write. Nothing is proved by it.
  public static Optional<Edits> write(Draft draft) {
    Snapshot head = draft.change().change().head();
    List<RevisionEdit> edits = new ArrayList<>(draft.edits().values());
    Map<String, byte[]> contents =
        head.read(edits.stream().map(edit -> edit.was().path()).toList());
    List<FileEdit> fileEdits = new ArrayList<>();
    List<ParentEdit> parentEdits = new ArrayList<>();
    List<PutFile> puts = new ArrayList<>();
    Set<String> removes = new TreeSet<>(draft.removes());
    for (RevisionEdit edit : edits) {
      byte[] content = contents.get(edit.was().path());
      if (content == null || !fits(edit, content)) {
        return Optional.empty();
      }
      FileEdit written = edit.in(content);
      if (edit.moves()) {
        puts.add(new PutFile(edit.path(), written.after()));
        removes.add(written.path());
      } else {
        fileEdits.add(written);
      }
      if (edit.changesParents()) {
        parentEdits.add(
            new ParentEdit(edit.path(), edit.id(), edit.was().downRevisions(), edit.parents()));
      }
    }
    Snapshot base = draft.change().change().base();
    Map<String, byte[]> kept = base.read(draft.puts().keySet());
    for (String path : draft.puts().keySet()) {
      byte[] content = draft.contents().getOrDefault(path, kept.get(path));
      if (content == null) {
        return Optional.empty();
      }
      puts.add(new PutFile(path, content));
    }
    Edits all = new Edits(parentEdits, fileEdits, draft.adds(), puts, List.copyOf(removes));
    return allowed(draft.change(), all.files().keySet()) ? Optional.of(all) : Optional.empty();
  }

  private static boolean fits(RevisionEdit edit, byte[] content) {
    return edit.was().downWritten().stream()
        .allMatch(written -> written.value().end() <= content.length);
  }

  /// A repair writes revision files and nothing else.
  private static boolean allowed(HistoryChange change, Set<String> paths) {
    return paths.stream()
        .allMatch(path ->
            path.endsWith(".py")
                && !path.startsWith(".git")
                // What stands for bytes that are no UTF-8: the name cannot be written back.
                && path.indexOf('\ufffd') < 0
                && (HistoryReader.concerns(change.environment(), path)
                    || HistoryReader.concerns(change.before().environment(), path)));
  }

  /// What is repaired, with the edits made, folded and read again.
  HistoryChange outcome(HistoryChange change, Edits edits) {
    Change was = change.change();
    Change repaired = was.repaired(edits.appliedTo(was.head()));
    History after =
        new HistoryReader(cache).read(repaired.landing().tree(), change.after().environment());
    return new HistoryChange(
        change.environment(), change.before(), change.mergeBase(), after, repaired);
  }

  /// Where a tree is judged alone there is no base to fall behind, but the tree itself.
  private boolean notWorse(HistoryChange change, HistoryChange outcome) {
    boolean alone = change.before().files().isEmpty();
    Condition is = outcome.after().condition();
    Condition was = (alone ? change.after() : change.before()).condition();
    return (hasNoHeadTooMany(outcome) || (alone && is.heads().size() < was.heads().size()))
        && is.missing().size() <= was.missing().size()
        && is.duplicates().size() <= was.duplicates().size()
        && is.cycles().size() <= was.cycles().size();
  }

  /// Labelled branches are meant to have a head each, whether the base has them or not.
  private boolean hasNoHeadTooMany(HistoryChange outcome) {
    int most = Math.max(1, outcome.before().heads().size());
    if (outcome.after().heads().size() <= most) {
      return true;
    }
    HeadCount count = HeadCount.of(outcome, policy);
    return count.extra().isEmpty() && count.unsure().isEmpty() && count.joining().isEmpty();
  }

  private record Fault(RuleCode code, Optional<String> revision) {
    /// What the database refuses of two heads, it refuses of the same two in a row: that is one
    /// fault, whichever rule tells of it.
    static Fault of(Finding finding) {
      RuleCode code =
          switch (finding.code()) {
            case MADE_TWICE, ENUM_TYPE_MISMATCH, NEVER_MADE -> RuleCode.HEADS_COLLIDE;
            default -> finding.code();
          };
      return new Fault(code, finding.revision());
    }
  }

  private static boolean cures(List<Finding> before, List<Finding> after) {
    Set<Fault> had = new HashSet<>();
    before.stream().filter(Finding::fails).forEach(each -> had.add(Fault.of(each)));
    Set<Fault> left = new HashSet<>();
    after.stream().filter(Finding::fails).forEach(each -> left.add(Fault.of(each)));
    return left.size() < had.size() && had.containsAll(left);
  }

  /// What somebody lets pass need not be cured, nor does it stand in the way of a cure.
  private static List<Finding> unaccepted(List<Finding> after, List<Finding> before) {
    Set<Fault> accepted = new HashSet<>();
    before.stream()
        .filter(each -> each.accepted().isPresent())
        .forEach(each -> accepted.add(Fault.of(each)));
    return after.stream().filter(each -> !accepted.contains(Fault.of(each))).toList();
  }
}
