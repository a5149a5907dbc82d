package dev.retort.cli;

import dev.retort.report.MermaidGraph;
import dev.retort.report.PictureSelection;
import dev.retort.report.Sarif;
import dev.retort.report.VerdictJson;
import dev.retort.report.VerdictMarkdown;
import dev.retort.report.VerdictText;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import java.io.PrintWriter;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort check`: judges a change as it would land, or a whole tree. Exit code 0, 1 where a
/// finding fails, 2 where the input cannot be used.
public final class CheckCommand implements Command {
  /// Written as people type them.
  enum Format {
    text,
    json,
    markdown,
    mermaid,
    sarif
  }

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "Judges a change to the Alembic history as it would land.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    ChangeOptions.declare(parser);
    Command.declareFormat(parser, Format.class, Format.text);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    Verdict verdict;
    try (Progress progress = Progress.on(err)) {
      verdict = ChangeOptions.of(given).judge(Optional.empty(), progress);
    }
    out.print(
        switch (format) {
          case text ->
              verdict.environments().isEmpty()
                  ? "No Alembic environment here.\n"
                  : VerdictText.of(verdict, Screen.ink(), Screen.width());
          case json -> VerdictJson.of(verdict);
          case markdown -> VerdictMarkdown.of(verdict);
          case mermaid ->
              MermaidGraph.of(
                  verdict.environments().stream()
                      .map(judged ->
                          new MermaidGraph.Titled(
                              judged.change().environment().scriptLocation(),
                              PictureSelection.landing(judged)))
                      .toList());
          case sarif -> Sarif.of(verdict, Screen.version());
        });
    return verdict.conclusion() == Conclusion.FAILURE ? 1 : 0;
  }
}
