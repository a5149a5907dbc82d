package dev.retort.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The same of every real change.
@Tag("slow")
class EveryReplayTest extends ReplayTest {
  @Override
  int step() {
    return 1;
  }

  @Test
  void where_people_chose_another_parent_the_page_about_repairs_says_in_what_way()
      throws IOException {
    String page = Files.readString(Path.of("src/docs/repairs.md"));

    assertThat(ways()).isNotEmpty();
    ways().forEach((way, count) -> assertThat(page).contains("| " + way + " | " + count + " |"));
  }
}
