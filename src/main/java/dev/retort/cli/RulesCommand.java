package dev.retort.cli;

import dev.retort.alembic.RuleCode;
import dev.retort.git.UnusableInputException;
import dev.retort.report.RulePages;
import dev.retort.report.RulesJson;
import dev.retort.report.Visible;
import dev.retort.rule.Rule;
import dev.retort.rule.RulePage;
import dev.retort.rule.Rules;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// `retort rules`: the catalogue, or one rule's page.
public final class RulesCommand implements Command {
  /// Written as people type them.
  enum Format {
    text,
    json,
    markdown
  }

  @Override
  public String name() {
    return "rules";
  }

  @Override
  public String summary() {
    return "Lists the rules, or explains one.";
  }

  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("CODE").nargs("?").help("a rule such as " + RuleCode.SECOND_HEAD);
    Command.declareFormat(parser, Format.class, Format.text);
  }

  @Override
  public int run(Namespace given, PrintWriter out, PrintWriter err) {
    Format format = given.get("format");
    OutputOptions output = OutputOptions.of(given);
    Optional<String> wanted = Optional.ofNullable(given.getString("CODE"));
    List<RulePage> pages = Rules.all().stream().map(Rule::page).toList();
    if (wanted.isEmpty()) {
      out.print(
          switch (format) {
            case text -> RulePages.catalogue(pages, Screen.width(), output.ink());
            case json -> RulesJson.of(pages, docs());
            case markdown -> RulePages.catalogueMarkdown(pages);
          });
      return 0;
    }
    Optional<RulePage> page = RuleCode.of(wanted.get()).flatMap(Rules::of).map(Rule::page);
    if (page.isEmpty()) {
      throw new UnusableInputException(
          "no rule has the code "
              + Visible.line(wanted.get(), 40)
              + "; `retort rules` lists them.");
    }
    out.print(
        switch (format) {
          case text -> RulePages.text(page.get(), Screen.width(), output.ink());
          case json -> RulesJson.of(List.of(page.get()), docs());
          case markdown -> RulePages.markdown(page.get());
        });
    return 0;
  }

  private static String docs() {
    return RulePages.address(System.getenv());
  }
}
