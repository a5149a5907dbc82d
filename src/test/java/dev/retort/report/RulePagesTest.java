package dev.retort.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RuleCode;
import dev.retort.rule.Rule;
import dev.retort.rule.RulePage;
import dev.retort.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages of `src/docs/rules`, written from what the rules say of themselves.
class RulePagesTest {
  private static final Path FOLDER = Path.of("src/docs/rules");
  private static final String FROM_RESOURCES = "../../docs/rules/";
  private static final List<RulePage> PAGES = Rules.all().stream().map(Rule::page).toList();

  @Test
  void every_rule_has_its_page() {
    for (RulePage page : PAGES) {
      Golden.assertMatches(FROM_RESOURCES + page.code() + ".md", RulePages.published(page));
    }
  }

  @Test
  void the_list_links_to_every_page() {
    Golden.assertMatches(FROM_RESOURCES + "README.md", RulePages.index(PAGES));
  }

  @Test
  void no_page_is_left_of_a_rule_that_is_gone() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .hasSize(PAGES.size() + 1)
          .allMatch(
              name -> name.equals("README.md") || RuleCode.of(name.replace(".md", "")).isPresent());
    }
  }

  @Test
  void the_address_of_the_pages_is_the_project_s_unless_another_is_named() {
    assertThat(RulePages.address(Map.of())).endsWith("/src/docs/rules");
    assertThat(RulePages.address(Map.of("RETORT_DOCS_URL", "https://docs.example.com/retort/")))
        .isEqualTo("https://docs.example.com/retort");
    assertThat(RulePages.address(Map.of("RETORT_DOCS_URL", "javascript:alert(1)")))
        .startsWith("https://github.com/");
  }
}
