package dev.retort.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.RuleCode;
import dev.retort.change.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HitsTest {
  @Test
  void each_revision_is_judged_once_by_what_runs_before_it() {
    Map<String, byte[]> files = new HashMap<>();
    files.put("alembic.ini", bytes("[alembic]\nscript_location = m\n"));
    files.put("m/env.py", bytes("from alembic import context\n"));
    files.put("m/versions/c.py", revision("c", "'b'", "op.drop_column('t', 'gone')"));
    files.put("m/versions/b.py", revision("b", "'a'", "op.drop_table('t')"));
    files.put(
        "m/versions/a.py",
        revision("a", "None", "op.create_table('t', sa.Column('id', sa.Integer))"));
    Hits hits = new Hits();

    hits.count(Snapshot.of("whole", files));

    assertThat(hits.judged()).isEqualTo(3);
    assertThat(hits.of(RuleCode.MADE_TWICE)).isZero();
    assertThat(hits.of(RuleCode.NEVER_MADE)).isEqualTo(1);
    assertThat(hits.table()).contains("RT504").contains("3 revisions");
  }

  private static byte[] revision(String id, String down, String body) {
    return bytes(
        """
        import sqlalchemy as sa
        from alembic import op
        revision = '%s'
        down_revision = %s


        def upgrade():
            %s


        def downgrade():
            pass
        """
            .formatted(id, down, body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
