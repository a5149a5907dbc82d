package dev.retort.cli;

import dev.retort.cli.ChangeOptions.Judgement;
import dev.retort.git.UnusableInputException;
import dev.retort.report.CodeQuality;
import dev.retort.report.JUnitXml;
import dev.retort.report.MermaidGraph;
import dev.retort.report.PictureSelection;
import dev.retort.report.RulePages;
import dev.retort.report.Sarif;
import dev.retort.report.VerdictJson;
import dev.retort.report.VerdictMarkdown;
import dev.retort.report.VerdictText;
import dev.retort.report.WorkflowCommands;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Conclusion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort check`: judges a change as it would land, or a whole tree. Exit code 0, 1 where a
/// finding fails, 2 where the input cannot be used or, with `--strict`, not judged in full.
public final class CheckCommand implements Command {
  /// Written as people type them.
  enum Format {
    text,
    json,
    markdown,
    mermaid,
    sarif,
    github,
    gitlab,
    junit
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
    Strictness.declare(parser);
    Command.declareFormat(parser, Format.class, Format.text);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    OutputOptions output = OutputOptions.of(given);
    Judgement judgement;
    try (Progress progress = Progress.on(err, output)) {
      judgement = ChangeOptions.of(given).judge(Optional.empty(), progress);
    } catch (UnusableInputException e) {
      if (format == Format.sarif) {
        // Whatever uploads it next is told why there is nothing.
        out.print(Sarif.ofFailure(e.line(), Screen.version(), RulePages.address(System.getenv())));
      }
      throw e;
    }
    Verdict verdict = judgement.verdict();
    if (!output.quiet() || format != Format.text || verdict.conclusion() == Conclusion.FAILURE) {
      out.print(written(judgement, format, output));
    }
    if (verdict.environments().isEmpty()) {
      out.flush();
      judgement.options().repository().demandSome(judgement.tree());
    }
    return Strictness.code(
        given,
        verdict.conclusion() == Conclusion.FAILURE,
        verdict.conclusion() != Conclusion.NEUTRAL);
  }

  private static String written(Judgement judgement, Format format, OutputOptions output) {
    Verdict verdict = judgement.verdict();
    String docs = RulePages.address(System.getenv());
    return switch (format) {
      case text -> text(judgement, output);
      case json -> VerdictJson.of(verdict, docs);
      case markdown -> VerdictMarkdown.of(verdict, docs, next(judgement));
      case mermaid ->
          MermaidGraph.of(
              verdict.environments().stream()
                  .map(judged ->
                      new MermaidGraph.Titled(
                          judged.change().environment().scriptLocation(),
                          PictureSelection.landing(judged)))
                  .toList());
      case sarif -> Sarif.of(verdict, Screen.version(), docs);
      case github -> WorkflowCommands.of(verdict);
      case gitlab -> CodeQuality.of(verdict);
      case junit -> JUnitXml.of(verdict);
    };
  }

  private static Optional<String> next(Judgement judgement) {
    return NextStep.of(judgement.options(), judgement.verdict().recommended());
  }

  private static String text(Judgement judgement, OutputOptions output) {
    Verdict verdict = judgement.verdict();
    if (verdict.environments().isEmpty()) {
      return judgement.options().repository().allowNone() ? "No Alembic environment here.\n" : "";
    }
    Optional<String> step =
        verdict.conclusion() == Conclusion.FAILURE ? next(judgement) : Optional.empty();
    List<String> closing =
        Stream.of(step.stream(), judgement.picked().stream(), judgement.basis().told().stream())
            .flatMap(Function.identity())
            .toList();
    return VerdictText.of(verdict, output.ink(), Screen.width(), closing);
  }
}
