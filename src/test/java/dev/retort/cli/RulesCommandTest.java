package dev.retort.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.rule.Rules;
import org.junit.jupiter.api.Test;

class RulesCommandTest {
  @Test
  void the_catalogue_lists_every_rule() {
    Run run = Run.of(new RulesCommand());

    assertThat(run.code()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("RT"))).hasSize(Rules.all().size());
    assertThat(run.out()).contains("RT101  failure  second head");
  }

  @Test
  void a_rule_explains_itself() {
    Run run = Run.of(new RulesCommand(), "rt101");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("RT101  second head  (failure by default)")
        .contains("Why it matters", "Example", "What to do", "What Alembic says");
    assertThat(Run.of(new RulesCommand(), "RT101", "--format", "markdown").out())
        .startsWith("# RT101 second head");
  }

  @Test
  void an_unknown_code_costs_one_line_and_exit_code_2() {
    Run run = Run.of(new RulesCommand(), "RT999");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }
}
