package dev.retort.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.report.AuditJson;
import dev.retort.report.AuditMarkdown;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A history as large as the largest, broken in fifty places.
class LargeAuditTest {
  private static final int REVISIONS = 3_000;
  private static final int DEFECTS = 50;

  @Test
  void a_large_history_with_many_defects_is_planned_whole_and_its_page_stays_readable() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(files, "alembic.ini", "[alembic]\nscript_location = migrations\n");
    put(files, "migrations/env.py", "target_metadata = object()\n");
    for (int i = 0; i < REVISIONS; i++) {
      String parent = i == 0 ? "None" : "\"%s\"".formatted(id(i - 1));
      if (i > 0 && i % (REVISIONS / DEFECTS) == 0) {
        parent =
            switch (i / (REVISIONS / DEFECTS) % 5) {
              case 0 -> "\"%s\"".formatted(id(i - 4));
              case 1 -> "\"lost%d\"".formatted(i);
              case 2 -> "\"%s\"".formatted(id(i + 3));
              case 3 -> "\"%s\"".formatted(id(i));
              default -> "None";
            };
      }
      put(files, "migrations/versions/%s_x.py".formatted(id(i)), revision(id(i), parent, i));
      if (i % 300 == 299) {
        put(files, "migrations/versions/copy_%d.py".formatted(i), revision(id(i), parent, i + 1));
      }
    }

    Audit audit =
        new Auditor(RevisionCache.NONE, Environments.Request.EVERYTHING)
            .audit(Snapshot.of("large", files), environments -> GitEvidence.NONE);

    EnvironmentAudit environment = audit.environments().getFirst();
    assertThat(environment.statistics().revisions()).isEqualTo(REVISIONS + REVISIONS / 300);
    assertThat(environment.structure().duplicates()).hasSize(REVISIONS / 300);
    assertThat(environment.structure().missingParents()).hasSize(DEFECTS / 5);
    assertThat(environment.plan().unrepaired()).isEmpty();
    assertThat(environment.plan().outcome().after().condition().whole()).isTrue();
    String page = AuditMarkdown.of(audit, Occasion.by("1.0"));
    assertThat(page.length()).isBetween(10_000, 1_000_000);
    assertThat(page.lines().filter(line -> line.strip().startsWith("n"))).hasSizeLessThan(400);
    assertThat(AuditJson.of(audit)).endsWith("}\n");
  }

  private static String id(int number) {
    return "%012x".formatted(number * 7_919L % 99_991 * 1_000_003L);
  }

  private static String revision(String id, String parent, int work) {
    return """
    \"""change

    Revision ID: %s
    Create Date: %d-%02d-%02d 10:00:00
    \"""
    revision = "%s"
    down_revision = %s


    def upgrade():
        work(%d)


    def downgrade():
        pass
    """
        .formatted(id, 2018 + work / 336, work / 28 % 12 + 1, work % 28 + 1, id, parent, work);
  }

  private static void put(Map<String, byte[]> files, String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
