package dev.retort.cli;

import dev.retort.report.RulePages;
import dev.retort.report.Visible;
import dev.retort.rule.Rule;
import dev.retort.rule.RulePage;
import dev.retort.rule.Rules;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `retort rules`: the catalogue, or one rule's page.
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = "Lists the rules, or explains one.")
public final class RulesCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "CODE", description = "A rule such as RT101.")
  private @Nullable String code;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "One of ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.text;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Written as people type them.
  enum Format {
    text,
    markdown
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String wanted = code;
    List<RulePage> pages = Rules.all().stream().map(Rule::page).toList();
    if (wanted == null) {
      out.print(
          switch (format) {
            case text -> RulePages.catalogue(pages);
            case markdown -> RulePages.catalogueMarkdown(pages);
          });
      out.flush();
      return 0;
    }
    Optional<RulePage> page = Rules.of(wanted).map(Rule::page);
    if (page.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "retort rules: no rule has the code "
                  + Visible.line(wanted, 40)
                  + "; `retort rules` lists them.");
      return 2;
    }
    out.print(
        switch (format) {
          case text -> RulePages.text(page.get(), Screen.width());
          case markdown -> RulePages.markdown(page.get());
        });
    out.flush();
    return 0;
  }
}
