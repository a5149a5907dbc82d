package dev.retort.bot.command;

import dev.retort.repair.Repair;
import dev.retort.report.Markdown;
import dev.retort.report.RepairWords;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Repairs as something to paste: two commands that hold the patch themselves.
///
/// What stands in a comment passes through Markdown and a clipboard, and neither keeps carriage
/// returns, tabs, byte order marks or other characters that cannot be seen. A patch that holds any
/// is shown for reading, and goes into the command in base 64.
final class Patches {
  private static final String END = "END_OF_PATCH";

  /// Of the block that is pasted; beside it the same may stand once more to be read.
  private static final int LONGEST = 28_000;

  private Patches() {}

  /// What the repairs do, and the two commands that apply them.
  static String markdown(List<Repair> repairs) {
    String patch = repairs.stream().map(Repair::patch).collect(Collectors.joining());
    String summaries =
        repairs.size() == 1
            ? RepairWords.markdown(repairs.getFirst()) + "\n\n"
            : repairs.stream()
                .map(repair -> "- " + RepairWords.markdown(repair) + "\n")
                .collect(Collectors.joining("", "", "\n"));
    boolean plain = Markdown.keeps(patch);
    String commands = plain ? asText(patch) : asBase64(patch);
    if (commands.length() > LONGEST || patch.length() > LONGEST) {
      return summaries
          + "The patch is too long for a comment. On a checkout of this branch,"
          + " `retort fix --write` makes the same edits.";
    }
    return summaries
        + (plain
            ? ""
            : Markdown.block("diff", patch)
                + "\n\nSome characters of it cannot be seen or do not survive a clipboard, so the"
                + " command holds it in another form.\n\n")
        + "To apply it, paste this into a shell, at the root of a clone where this branch is checked"
        + " out:\n\n"
        + Markdown.block(plain ? "diff" : "sh", commands);
  }

  /// No line of a patch can end it: each begins with a sign or a word of git's.
  private static String asText(String patch) {
    return "git apply --index <<'" + END + "'\n" + patch + END + "\n" + commit();
  }

  private static String asBase64(String patch) {
    String text =
        Base64.getMimeEncoder(76, new byte[] {'\n'})
            .encodeToString(patch.getBytes(StandardCharsets.UTF_8));
    return "base64 --decode <<'"
        + END
        + "' | git apply --index\n"
        + text
        + "\n"
        + END
        + "\n"
        + commit();
  }

  private static String commit() {
    return "git commit -m 'Repair the revision graph'\n";
  }
}
