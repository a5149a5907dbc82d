package dev.retort.audit;

import dev.retort.alembic.Quoted;
import dev.retort.alembic.Revision;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.audit.Structure.Reference;
import dev.retort.evidence.GitEvidence.Reach;
import dev.retort.evidence.PastRevisions.Lost;
import dev.retort.rule.DeclaredElsewhere;
import dev.retort.rule.NamedFile;
import dev.retort.rule.NearId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A revision is named, as a parent or a dependency, and is not there.
final class LostRevision implements CauseFinder {
  @Override
  public List<Cause> read(CauseClues inquiry) {
    Map<String, List<Reference>> missed = new LinkedHashMap<>();
    for (Reference each : inquiry.structure().missingParents()) {
      missed.computeIfAbsent(each.to(), none -> new ArrayList<>()).add(each);
    }
    for (Reference each : inquiry.structure().missingDependencies()) {
      missed.computeIfAbsent(each.to(), none -> new ArrayList<>()).add(each);
    }
    List<Cause> causes = new ArrayList<>();
    missed.forEach((id, by) -> causes.add(cause(id, by, inquiry)));
    return causes;
  }

  private static Cause cause(String id, List<Reference> by, CauseClues inquiry) {
    List<String> naming = by.stream().map(Reference::from).distinct().toList();
    String named = Quoted.list(naming) + (naming.size() == 1 ? " names " : " name ") + code(id);
    Optional<Lost> lost = inquiry.former().lost(id, inquiry.history());
    if (lost.isPresent()) {
      return known(named, lost.get());
    }
    Optional<Revision> file = NamedFile.of(id, inquiry.history(), Set.copyOf(naming));
    if (file.isPresent()) {
      return new Cause(
          Kind.NAMED_FILE,
          List.of(
              Evidence.of(
                  named
                      + ", which is a name of the file "
                      + code(file.get().path())
                      + "; that declares "
                      + code(file.get().id())
                      + ".")));
    }
    Optional<String> elsewhere = DeclaredElsewhere.of(id, inquiry.change());
    if (elsewhere.isPresent()) {
      return new Cause(
          Kind.OTHER_FOLDER,
          List.of(
              Evidence.of(
                  named
                      + ", which "
                      + code(elsewhere.get())
                      + " declares; this environment does not look there.")));
    }
    Optional<String> near = NearId.of(id, inquiry.history(), Set.copyOf(naming));
    if (near.isPresent()) {
      return new Cause(
          Kind.MISTYPED_ID,
          List.of(
              Evidence.of(
                  named
                      + ", which no file declares; "
                      + code(near.get())
                      + " is the only id that is like it."
                      + searched(inquiry))));
    }
    return new Cause(
        Kind.UNKNOWN_PARENT,
        List.of(
            Evidence.of(
                named
                    + ", which no file declares, and no id is like it: it was never committed, or"
                    + " waits in another repository or branch."
                    + searched(inquiry))));
  }

  private static Cause known(String named, Lost lost) {
    String file = code(lost.file().path());
    String commit = CauseClues.commit(lost.by());
    return switch (lost.fate()) {
      case DELETED ->
          cause(
              Kind.DELETED_FILE, named + ", whose file " + file + " " + commit + " deleted.", lost);
      case UNCOMMITTED ->
          cause(
              Kind.DELETED_FILE,
              named + ", whose file " + file + " " + commit + " has and the working tree has not.",
              lost);
      case LOST_IN_MERGE ->
          cause(
              Kind.LOST_IN_MERGE,
              named + "; " + commit + " brought " + file + ", and no merge kept it.",
              lost);
      case ELSEWHERE ->
          cause(
              Kind.OTHER_BRANCH,
              named + "; " + commit + ", which is not in this history, has it in " + file + ".",
              lost);
      case RENAMED ->
          cause(
              Kind.CHANGED_ID,
              named
                  + ", which "
                  + commit
                  + lost.now().map(now -> " made " + code(now.id())).orElse(" gave another id")
                  + ".",
              lost);
    };
  }

  private static Cause cause(Kind kind, String text, Lost lost) {
    return new Cause(kind, List.of(Evidence.of(text, lost.by())));
  }

  private static String searched(CauseClues inquiry) {
    Reach reach = inquiry.former().evidence().reach();
    return switch (reach) {
      case NONE -> " (Git was not asked.)";
      case SHALLOW -> " (Only a part of git's history is here, for the clone is shallow.)";
      case PARTIAL -> " (Only a part of git's history was searched.)";
      case FULL -> " (No commit ever had it in the version locations.)";
    };
  }

  private static String code(String text) {
    return Quoted.code(text);
  }
}
