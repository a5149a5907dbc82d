package dev.retort.schema.body;

import dev.retort.change.Snapshot;
import dev.retort.schema.Clash;
import dev.retort.schema.Dialect;
import dev.retort.schema.Effect;
import dev.retort.schema.Enactment;
import dev.retort.schema.Reading;
import dev.retort.schema.Schema;
import dev.retort.schema.sql.SqlReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the bodies of migrations one after the other into one schema.
abstract class ReadsMigrations {
  static final String USERS =
      """
      op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('email', sa.String(80)))
      """;

  final Map<String, byte[]> files = new HashMap<>();
  final Schema schema = new Schema(Dialect.POSTGRESQL);

  record Told(Reading reading, List<String> effects, List<Clash> clashes) {}

  /// @param head what stands above `upgrade`
  Told read(String head, String body) {
    return file(
        "import sqlalchemy as sa\nfrom alembic import op, context\n"
            + "from sqlalchemy.dialects import postgresql\n"
            + head
            + "\ndef upgrade():\n"
            + body.indent(4));
  }

  /// A whole migration.
  Told file(String text) {
    String path = "migrations/versions/m.py";
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    Enactment enactment = new Enactment(schema, "m", path);
    Reading reading =
        new MigrationReader(
                Snapshot.of("tree", files),
                "migrations",
                new SqlReader(Dialect.POSTGRESQL),
                Dialect.POSTGRESQL)
            .read(path, text.getBytes(StandardCharsets.UTF_8), "upgrade", enactment);
    return new Told(
        reading,
        enactment.effects().stream()
            .filter(effect -> !effect.perhaps())
            .map(ReadsMigrations::line)
            .toList(),
        enactment.clashes());
  }

  Told read(String body) {
    return read("", body);
  }

  private static String line(Effect effect) {
    return effect.deed().name().toLowerCase(java.util.Locale.ROOT) + " " + effect.object();
  }

  String type(String table, String column) {
    return schema.table(table).orElseThrow().columns().get(column).type();
  }
}
