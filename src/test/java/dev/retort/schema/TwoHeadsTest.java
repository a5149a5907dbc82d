package dev.retort.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.TreeOfTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two revisions on one: each row is what they do and whether that commutes.
class TwoHeadsTest {
  private static final Environment ENVIRONMENT =
      new Environment(
          "migrations",
          Optional.of("alembic.ini"),
          List.of("migrations/versions"),
          false,
          false,
          Map.of(),
          List.of());

  private static final String BASE =
      """
      op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(20)))
      op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('note', sa.Text()))
      op.create_index('ix_old', 'orders', ['note'])
      op.execute("CREATE TYPE mood AS ENUM ('a')")
      op.execute("CREATE TABLE log (at date) PARTITION BY RANGE (at)")
      op.execute("CREATE TABLE old PARTITION OF log DEFAULT")
      """;

  private static String revision(String id, String down, String body) {
    return "import sqlalchemy as sa\nfrom alembic import op\nrevision = '"
        + id
        + "'\ndown_revision = "
        + down
        + "\n\ndef upgrade():\n"
        + body.strip().indent(4)
        + "\ndef downgrade():\n    pass\n";
  }

  private static Commutation of(String one, String other) {
    TreeOfTexts tree =
        new TreeOfTexts()
            .file("migrations/versions/0.py", revision("base", "None", BASE))
            .file("migrations/versions/1.py", revision("one", "'base'", one))
            .file("migrations/versions/2.py", revision("other", "'base'", other));
    History history = new HistoryReader(RevisionCache.NONE).read(tree, ENVIRONMENT);
    Commutation found =
        TwoHeads.of(history, tree, Dialect.POSTGRESQL, Set.of("one"), Set.of("other"));
    Commutation turned =
        TwoHeads.of(history, tree, Dialect.POSTGRESQL, Set.of("other"), Set.of("one"));
    assertThat(turned.getClass()).as("seen from the other side").isEqualTo(found.getClass());
    return found;
  }

  private static String told(Commutation found) {
    return switch (found) {
      case Commutation.Proved _ -> "proved";
      case Commutation.Unknown _ -> "unknown";
      case Commutation.Collide(List<Collision> collisions, _) ->
          collisions.getFirst().kind()
              + " "
              + collisions.getFirst().object()
              + " "
              + collisions.getFirst().order();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '§',
      textBlock =
          """
          op.create_table('a', sa.Column('x', sa.Integer())) | op.create_table('b', sa.Column('x', sa.Integer())) | proved
          op.add_column('users', sa.Column('a', sa.Integer())) | op.add_column('users', sa.Column('b', sa.Integer())) | proved
          op.create_index('ix_a', 'orders', ['note']) | op.add_column('users', sa.Column('b', sa.Integer())) | proved
          op.create_table('a', sa.Column('u', sa.ForeignKey('users.id'))) | op.drop_table('orders') | proved
          op.execute('UPDATE users SET name = 1') | op.add_column('orders', sa.Column('b', sa.Integer())) | proved
          op.create_unique_constraint(None, 'users', ['name']) | op.create_index('ix_n', 'users', ['name']) | proved
          op.create_table('a', sa.Column('x', sa.Integer())) | op.create_table('a', sa.Column('y', sa.Text())) | BOTH_MAKE table a NONE
          op.add_column('users', sa.Column('a', sa.Integer())) | op.execute('ALTER TABLE users ADD a text') | BOTH_MAKE column users.a NONE
          op.create_index('ix_a', 'orders', ['note']) | op.create_index('ix_a', 'users', ['name']) | BOTH_MAKE index ix_a NONE
          op.execute("CREATE TYPE t AS ENUM ('a')") | op.create_table('a', sa.Column('x', sa.Enum('a', name='t'))) | BOTH_MAKE enum t NONE
          op.drop_table('orders') | op.drop_table('orders') | BOTH_DROP table orders NONE
          op.drop_column('users', 'name') | op.drop_column('users', 'name') | BOTH_DROP column users.name NONE
          op.alter_column('users', 'name', type_=sa.String(30)) | op.alter_column('users', 'name', type_=sa.String(50)) | ALTER_DIFFERENTLY column users.name NONE
          op.create_table('a', sa.Column('x', sa.Integer())) | op.add_column('a', sa.Column('y', sa.Integer())) | NEEDS table a ONE_FIRST
          op.create_table('b', sa.Column('x', sa.ForeignKey('a.id'))) | op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True)) | NEEDS table a OTHER_FIRST
          op.add_column('users', sa.Column('a', sa.Integer())) | op.create_index('ix_a', 'users', ['a']) | NEEDS column users.a ONE_FIRST
          op.drop_table('orders') | op.add_column('orders', sa.Column('b', sa.Integer())) | DROPS table orders OTHER_FIRST
          op.create_index('ix_a', 'users', ['name']) | op.alter_column('users', 'name', new_column_name='title') | DROPS column users.name ONE_FIRST
          op.alter_column('users', 'name', nullable=False) | op.create_index('ix_a', 'users', ['name']) | unknown
          op.execute('UPDATE users SET name = 1') | op.alter_column('users', 'name', nullable=False) | unknown
          op.execute('UPDATE users SET name = 1') | op.execute('DELETE FROM users') | unknown
          op.execute('INSERT INTO orders SELECT id FROM users') | op.create_index('ix_n', 'orders', ['id']) | unknown
          op.execute(open('x').read()) | op.drop_table('orders') | unknown
          op.execute('CREATE TABLE IF NOT EXISTS a (x int)') | op.create_table('a', sa.Column('x', sa.Integer())) | unknown
          op.execute("ALTER TYPE mood ADD VALUE 'b'") | op.execute("ALTER TYPE mood ADD VALUE 'c'") | unknown
          op.create_unique_constraint('i', 'users', ['name']); op.execute('ALTER TABLE users SET SCHEMA s') | op.create_index('i', 'orders', ['note']) | unknown
          op.execute('CREATE TABLE a (LIKE users)') | op.add_column('users', sa.Column('b', sa.Integer())) | unknown
          op.execute('CREATE TABLE a (LIKE users)') | op.add_column('orders', sa.Column('b', sa.Integer())) | proved
          op.execute('CREATE TABLE a (LIKE users)') | op.drop_table('users') | DROPS table users ONE_FIRST
          op.execute('CREATE INDEX ON log (at)') | op.execute('CREATE INDEX ix ON old (at)') | unknown
          op.execute('ALTER TABLE log DETACH PARTITION old') | op.add_column('log', sa.Column('b', sa.Integer())) | unknown
          op.execute('ALTER TABLE log DETACH PARTITION old') | op.add_column('users', sa.Column('b', sa.Integer())) | proved
          op.drop_index('ix_old') | op.drop_table('orders') | DROPS table orders ONE_FIRST
          op.drop_index('ix_old') | op.drop_index('ix_old') | BOTH_DROP index ix_old NONE
          op.drop_index('ix_old') | op.drop_column('orders', 'note') | DROPS index ix_old ONE_FIRST
          op.create_foreign_key('fk', 'users', 'orders', ['id'], ['id']) | op.drop_table('orders') | HOLDS_DROPPED table orders NONE
          op.create_foreign_key('fk', 'users', 'orders', ['id'], ['id']) | op.rename_table('orders', 'sales') | DROPS table orders ONE_FIRST
          op.execute("DROP TYPE mood") | op.execute("ALTER TABLE users ADD m mood") | DROPS_HELD enum mood NONE
          op.create_foreign_key('fk', 'users', 'orders', ['id'], ['id']) | op.drop_constraint('orders_pkey', 'orders') | HOLDS_DROPPED constraint orders/orders_pkey NONE
          op.create_unique_constraint('k', 'users', ['name']) | op.create_unique_constraint('k', 'orders', ['note']) | unknown
          op.create_table('k', sa.Column('x', sa.Integer())) | op.create_index('k', 'orders', ['note']) | unknown
          op.create_table('k', sa.Column('x', sa.Integer())) | op.execute("CREATE TYPE k AS ENUM ('a')") | unknown
          op.execute('ALTER TABLE users ADD CHECK (id > 0)') | op.execute('ALTER TABLE users ADD CHECK (id > 1)') | unknown
          op.execute('ALTER TABLE users ADD UNIQUE (name)') | op.execute('ALTER TABLE users ADD UNIQUE (name)') | proved
          op.execute('CREATE INDEX ON orders (lower(note))') | op.drop_column('orders', 'note') | unknown
          op.execute('CREATE INDEX ON orders (lower(note))') | op.drop_column('users', 'name') | proved
          op.execute('DROP TYPE IF EXISTS mood') | op.execute("ALTER TYPE mood ADD VALUE 'b'") | unknown
          op.rename_table('users', 'people') | op.execute('ALTER TABLE log ADD u int') | proved
          op.execute('DROP TABLE IF EXISTS a') | op.create_table('a', sa.Column('x', sa.Integer())) | unknown
          op.execute('DROP TABLE orders; CREATE TABLE orders (id int)') | op.create_index('ix_n', 'orders', ['id']) | unknown
          """)
  void each_pair_is_proved_collides_or_is_unknown(String one, String other, String expected) {
    Commutation found = of(one, other);
    assertThat(told(found)).as("%s", found).isEqualTo(expected);
  }

  @Test
  void a_collision_names_both_lines() {
    assertThat(of("op.drop_table('orders')", "op.drop_table('orders')"))
        .isEqualTo(
            new Commutation.Collide(
                List.of(
                    new Collision(
                        Collision.Kind.BOTH_DROP,
                        Collision.Order.NONE,
                        ObjectName.table("orders"),
                        new Provenance("one", "migrations/versions/1.py", 7),
                        new Provenance("other", "migrations/versions/2.py", 7))),
                Optional.empty()));
  }
}
