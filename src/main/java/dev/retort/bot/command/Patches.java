package dev.retort.bot.command;

import dev.retort.repair.Repair;
import dev.retort.report.Markdown;
import java.util.List;

/// Repairs as something to copy.
final class Patches {
  private Patches() {}

  /// Each repair with its patch, and the two commands that apply it.
  static String markdown(List<Repair> repairs) {
    StringBuilder text = new StringBuilder();
    for (Repair repair : repairs) {
      text.append(Markdown.text(repair.summary()))
          .append("\n\n")
          .append(Markdown.block("diff", repair.patch()))
          .append("\n\n");
    }
    return text.append(
            """
            To apply it, save the block as `repair.patch` on this branch, then:

            ```sh
            git apply --index repair.patch
            git commit -m 'Repair the revision graph'
            ```
            """)
        .toString();
  }
}
