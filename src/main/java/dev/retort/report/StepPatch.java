package dev.retort.report;

import dev.retort.change.Blobs;
import dev.retort.repair.Edits.PutFile;
import dev.retort.repair.Repair;
import dev.retort.repair.Repair.Strategy;
import dev.retort.repair.UnifiedDiff;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A repair as people carry it out by hand: a command of git's for a file that comes back, moves or
/// goes, and a patch for what is edited or written anew. The whole text of such files would only
/// make a page longer.
///
/// @param commands what to do before the patch is applied, a sentence each
/// @param patch what `git apply` takes afterwards; may be empty
record StepPatch(List<String> commands, String patch) {
  /// Shorter files stand in the patch.
  private static final int LONG = 16;

  private static final Pattern TYPEABLE = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./ ()-]*");

  StepPatch {
    commands = List.copyOf(commands);
  }

  static StepPatch of(Repair repair) {
    List<String> commands = new ArrayList<>();
    StringBuilder patch = new StringBuilder();
    List<Section> sections = Section.all(repair.patch());
    Optional<Move> move = Move.of(repair, sections);
    for (Section each : sections) {
      Optional<String> command =
          each.lines() < LONG || move.filter(found -> found.concerns(each)).isPresent()
              ? Optional.empty()
              : removed(repair, each).or(() -> restored(repair, each));
      command.ifPresentOrElse(
          commands::add,
          () -> {
            if (move.filter(found -> found.concerns(each)).isEmpty()) {
              patch.append(edited(repair, each).orElse(each.text()));
            }
          });
    }
    move.ifPresent(found -> {
      commands.add("Run `git mv " + typed(found.from()) + " " + typed(found.to().path()) + "`.");
      patch.append(found.patch());
    });
    return new StepPatch(commands, patch.toString());
  }

  private static String typed(String path) {
    return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path + "'";
  }

  /// The same edit with less around it.
  private static Optional<String> edited(Repair repair, Section section) {
    return repair.edits().fileEdits().stream()
        .filter(edit -> section.isAbout(edit.path()))
        .findFirst()
        .map(edit -> {
          TreeMap<String, UnifiedDiff.Change> change = new TreeMap<>();
          change.put(
              edit.path(),
              new UnifiedDiff.Change(Optional.of(edit.before()), Optional.of(edit.after())));
          return UnifiedDiff.brief(change);
        });
  }

  private static Optional<String> removed(Repair repair, Section section) {
    return section.isRemoved()
        ? repair.edits().removes().stream()
            .filter(section::isAbout)
            .findFirst()
            .map(path -> "Run `git rm " + typed(path) + "`.")
        : Optional.empty();
  }

  private static Optional<String> restored(Repair repair, Section section) {
    return repair.strategy() == Strategy.RESTORE && section.isWritten()
        ? repair.edits().puts().stream()
            .filter(put -> section.isAbout(put.path()))
            .findFirst()
            .map(put ->
                "Write what `git show "
                    + Blobs.idOf(put.content()).substring(0, 12)
                    + "` prints into `"
                    + put.path()
                    + "`.")
        : Optional.empty();
  }

  /// The one file that a new id moves to another name.
  ///
  /// @param gone what the patch says of the old place
  private record Move(String from, PutFile to, Section gone) {
    static Optional<Move> of(Repair repair, List<Section> sections) {
      if (repair.strategy() != Strategy.RENUMBER
          || repair.edits().puts().size() != 1
          || repair.edits().removes().size() != 1) {
        return Optional.empty();
      }
      String from = repair.edits().removes().getFirst();
      PutFile to = repair.edits().puts().getFirst();
      return sections.stream()
          .filter(each -> each.isRemoved() && each.isAbout(from) && each.lines() >= LONG)
          .filter(each -> TYPEABLE.matcher(to.path()).matches())
          .findFirst()
          .map(each -> new Move(from, to, each));
    }

    boolean concerns(Section section) {
      return section.equals(gone) || section.isAbout(to.path());
    }

    String patch() {
      TreeMap<String, UnifiedDiff.Change> changes = new TreeMap<>();
      changes.put(
          to.path(),
          new UnifiedDiff.Change(Optional.of(gone.removed()), Optional.of(to.content())));
      return UnifiedDiff.brief(changes);
    }
  }

  /// What a patch says of one file.
  private record Section(String text) {
    static List<Section> all(String patch) {
      return List.of(patch.split("(?m)^(?=diff --git )", -1)).stream()
          .filter(each -> !each.isEmpty())
          .map(Section::new)
          .toList();
    }

    boolean isRemoved() {
      return text.contains("\ndeleted file mode ") && text.contains("\n@@");
    }

    boolean isWritten() {
      return text.contains("\nnew file mode ") && text.contains("\n@@");
    }

    /// Whether it is about a path that can be typed as it is.
    boolean isAbout(String path) {
      return text.startsWith("diff --git a/" + path + " b/" + path + "\n")
          && TYPEABLE.matcher(path).matches();
    }

    int lines() {
      return text.split("\n", -1).length;
    }

    /// The bytes of a file that goes.
    byte[] removed() {
      StringBuilder content = new StringBuilder();
      for (String line : text.substring(text.indexOf("\n@@")).split("\n", -1)) {
        if (line.startsWith("-")) {
          content.append(line, 1, line.length()).append('\n');
        } else if (line.startsWith("\\")) {
          content.setLength(content.length() - 1);
        }
      }
      return content.toString().getBytes(StandardCharsets.UTF_8);
    }
  }
}
