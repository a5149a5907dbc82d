package dev.retort;

import java.util.List;

/// What the migrations of the rehearsal do: whatever real ones ask of the reader, so that its code
/// is at hand when they do.
final class RehearsedParts {
  private RehearsedParts() {}

  /// What a revision does, with its number for `#`.
  record Part(String upgrade, String downgrade) {
    String up(int number) {
      return upgrade.replace("#", String.valueOf(number));
    }

    String down(int number) {
      return downgrade.replace("#", String.valueOf(number));
    }
  }

  private static final List<Part> PARTS =
      List.of(
          new Part(
              """
              kind = postgresql.ENUM('one', 'two', name='kind_#', create_type=False)
              kind.create(op.get_bind(), checkfirst=True)
              op.create_table(
                  't_#',
                  sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
                  sa.Column('kind', kind, nullable=False),
                  sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=True),
                  sa.Column('parent_id', sa.Integer(), nullable=True),
                  sa.Column('data', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
                  sa.ForeignKeyConstraint(['parent_id'], ['t_#.id'], ondelete='CASCADE'),
                  sa.PrimaryKeyConstraint('id'),
                  sa.UniqueConstraint('kind', 'at', name='uq_t_#'),
              )
              op.create_index(op.f('ix_t_#_at'), 't_#', ['at'], unique=False)
              """,
              """
              op.drop_index(op.f('ix_t_#_at'), table_name='t_#')
              op.drop_table('t_#')
              op.execute('DROP TYPE kind_#')
              """),
          new Part(
              """
              op.add_column('t_0', sa.Column(f'c{(lambda: "#")()}', sa.String(length=255), nullable=True))
              op.add_column('t_0', sa.Column('n_#', sa.Numeric(10, 2), server_default='0', nullable=False))
              op.create_foreign_key(None, 't_0', 't_0', ['n_#'], ['id'])
              """,
              "op.drop_column('t_0', 'n_#')"),
          new Part(
              """
              with op.batch_alter_table('t_0', schema=None) as batch_op:
                  batch_op.add_column(sa.Column('b_#', sa.Boolean(), nullable=True))
                  batch_op.alter_column('b_#', existing_type=sa.Boolean(), type_=sa.Text(), nullable=False)
                  batch_op.create_index('ix_b_#', ['b_#'])
              """,
              """
              with op.batch_alter_table('t_0', schema=None) as batch_op:
                  batch_op.drop_column('b_#')
              """),
          new Part(
              """
              op.execute("CREATE TABLE s_# (id serial PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x')")
              op.execute(sa.text('ALTER TABLE s_# ADD COLUMN more integer REFERENCES t_0 (id)'))
              op.execute("UPDATE s_# SET name = 'y' WHERE name = 'x'")
              bind = op.get_bind()
              inspector = sa.inspect(bind)
              if 'more' in [c['name'] for c in inspector.get_columns('s_#')]:
                  for column in ('one', 'two'):
                      op.add_column('s_#', sa.Column(column + '_#', sa.JSON()))
              """,
              "op.drop_table('s_#')"),
          new Part(
              """
              op.drop_column('t_0', 'n_' + str(# - 3))
              op.rename_table('s_' + str(# - 1), 'r_#')
              """,
              "raise NotImplementedError()"),
          new Part(
              """
              op.create_unique_constraint('uq_#', 't_0', ['kind'])
              op.create_check_constraint('ck_#', 't_0', 'parent_id > 0')
              op.alter_column('t_0', 'kind', existing_type=sa.Text(), server_default=sa.text("'one'"), nullable=True)
              op.alter_column('t_0', 'at', new_column_name='at_#', existing_type=sa.DateTime())
              op.alter_column('t_0', 'at_#', new_column_name='at', existing_type=sa.DateTime())
              op.drop_constraint('ck_#', 't_0', type_='check')
              op.drop_constraint('uq_#', 't_0', type_='unique')
              op.create_foreign_key('fk_#', 't_0', 't_0', ['parent_id'], ['id'], ondelete='SET NULL')
              op.drop_constraint('fk_#', 't_0', type_='foreignkey')
              with op.get_context().autocommit_block():
                  op.create_index('ix_#', 't_0', [sa.text('lower(kind)')], postgresql_concurrently=True)
              op.drop_index('ix_#', table_name='t_0', if_exists=True)
              """,
              "op.drop_constraint('uq_#', 't_0')"),
          new Part(
              """
              rows = sa.table('t_0', sa.column('id', sa.Integer), sa.column('kind', sa.String))
              bind = op.get_bind()
              bind.execute(rows.update().where(rows.c.id == 1).values(kind='one'))
              for row in bind.execute(sa.select(rows.c.id)).fetchall():
                  bind.execute(sa.text('DELETE FROM t_0 WHERE id = :id'), {'id': row.id})
              op.bulk_insert(rows, [{'id': 1, 'kind': 'one'}])
              if bind.dialect.name == 'postgresql':
                  op.execute("ALTER TYPE kind_0 ADD VALUE IF NOT EXISTS 'v_%s'" % '#')
              if not sa.inspect(bind).has_table('h_#'):
                  op.create_table('h_#', sa.Column('id', sa.BigInteger, primary_key=True), sa.Column('t', sa.ARRAY(sa.String)))
              try:
                  op.drop_column('h_#', 't')
              except Exception:
                  pass
              """,
              """
              bind = op.get_bind()
              if sa.inspect(bind).has_table('h_#'):
                  op.drop_table('h_#')
              """),
          new Part(
              """
              class Kind(enum.Enum):
                  one = 1
                  two = 2

              def named(column, **more):
                  return sa.Column(column, sa.Enum(Kind, name='e_#'), **more)

              columns = [named('a', nullable=False), named('b')]
              op.create_table('e_#', *columns, sa.Column('u', postgresql.UUID(as_uuid=True), unique=True, index=True))
              sa.Enum(name='other_#').drop(op.get_bind(), checkfirst=True)
              for table, column in {'e_#': 'c', 't_0': 'e_#'}.items():
                  op.add_column(table, sa.Column('{}_#'.format(column), sa.Integer, sa.ForeignKey('t_0.id')))
              """,
              "op.drop_table('e_#')"),
          new Part(
              """
              op.execute(\"""
                  CREATE INDEX IF NOT EXISTS q_# ON t_0 USING gin (data) WHERE kind IS NOT NULL;
                  CREATE TYPE mood_# AS ENUM ('sad', 'ok');
                  CREATE OR REPLACE VIEW v_# AS SELECT id, kind FROM t_0;
                  ALTER TABLE t_0 ALTER COLUMN kind SET DEFAULT 'two', ADD COLUMN m_# mood_#;
                  INSERT INTO t_0 (kind) SELECT kind FROM t_0 WHERE id IN (SELECT id FROM t_0);
                  COMMENT ON TABLE t_0 IS 'all';
                  CREATE FUNCTION f_#() RETURNS trigger AS $$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql;
              \""")
              op.execute('DROP VIEW IF EXISTS v_# CASCADE')
              op.execute('ALTER TABLE t_0 DROP COLUMN m_#')
              op.execute('DROP TABLE IF EXISTS gone_#')
              op.execute('CREATE EXTENSION IF NOT EXISTS citext')
              """,
              "op.execute('DROP INDEX q_#')"),
          new Part(
              """
              import sqlalchemy_utils
              from models import NAMES, column_names

              columns = []
              for name in column_names:
                  columns.append(sa.Column(name, sqlalchemy_utils.EmailType(length=255)))
              op.create_table('p_#', sa.Column('id', sa.Integer, primary_key=True), *columns)
              op.create_table('c_#', sa.Column('p', sa.Integer, sa.ForeignKey('p_#.id')))
              op.rename_table('p_#', 'o_#')
              op.drop_table('c_#')
              op.drop_table('o_#')
              op.alter_column('t_0', 'kind', existing_type=sa.Text(), server_default='two')
              asked = "SELECT 1 FROM information_schema.tables WHERE table_name = 't_0'"
              if op.get_bind().execute(sa.text(asked)).scalar():
                  op.add_column('t_0', sa.Column(Mood.ok.value + '_#', sa.Text()))
              """,
              "pass"),
          new Part(
              """
              import textwrap
              from pathlib import Path
              from helpers import LENGTHS, Names, add_stamps, is_postgres, logger, quoted

              global counted
              counted = 0
              for key, length in sorted(LENGTHS.items()):
                  counted += 1
                  op.add_column('t_0', sa.Column('{0}_{1}'.format(key, #), sa.String(length), nullable=True))
              for number, name in enumerate(['x', 'y'], start=1):
                  op.add_column('t_0', sa.Column('%s_%d_#' % (name, number), sa.Integer, nullable=True))
              for name, kind in zip(('u', 'w'), [sa.Text(), sa.Date()]):
                  op.add_column('t_0', sa.Column('_'.join([name, '#']), kind, nullable=True))
              names = [name.upper().lower() for name in Names.ALL if name != 'gone' and not name.startswith('_')]
              found = {name: len(name) for name in names}
              chosen = 'first' if 'first' in found and len(names) >= 2 else names[0]
              if isinstance(chosen, str) and is_postgres():
                  op.execute(f'COMMENT ON TABLE t_0 IS {quoted(chosen)}')
              elif counted > 3:
                  raise ValueError(chosen)
              add_stamps('t_0', '#')
              text = textwrap.dedent(\"""
                  SELECT a.id, count(*) FROM t_0 a JOIN t_0 b ON a.id = b.id
                  WHERE a.kind = 'one' AND b.id NOT IN (SELECT id FROM t_0) GROUP BY a.id
              \""")
              op.get_bind().execute(sa.text(text))
              op.execute(Path(__file__).parent.joinpath('part.sql').read_text())
              logger.info('added %s', names[:1])
              """,
              """
              while False:
                  op.drop_column('t_0', 'none')
              op.drop_column('t_0', 'u_#')
              """),
          new Part(
              """
              session = sa.orm.Session(bind=op.get_bind())
              with session.begin():
                  for row in session.query(sa.column('id')):
                      session.add(Mood(row))
                  session.commit()
              bind = op.get_bind()
              inspector = sa.inspect(bind)
              tables = inspector.get_table_names()
              if 'absent_#' not in tables:
                  op.create_table(
                      'absent_#',
                      sa.Column('id', sa.BigInteger(), sa.Identity(always=True), primary_key=True),
                      sa.Column('double', sa.Integer(), sa.Computed('id * 2', persisted=True)),
                      sa.Column('mood', sa.Enum('sad', 'ok', name='absent_mood_#'), server_default='ok'),
                      sa.Column('amount', sa.Numeric(precision=12, scale=4), server_default=sa.func.now(), comment='c'),
                      sa.Column('share', sa.Float()),
                      sa.CheckConstraint('double > 0', name='ck_absent_#'),
                      schema=None,
                      comment='table',
                  )
              if not any(index['name'] == 'ix_absent_#' for index in inspector.get_indexes('absent_#')):
                  op.create_index(
                      'ix_absent_#',
                      'absent_#',
                      ['mood', sa.text('double DESC')],
                      postgresql_where=sa.text('double IS NOT NULL'),
                      postgresql_using='btree',
                  )
              asked = sa.text("SELECT 1 FROM information_schema.columns WHERE table_name = :t AND column_name = 'id'")
              keys = inspector.get_foreign_keys('absent_#') + inspector.get_unique_constraints('absent_#')
              if [key['name'] for key in keys if key['name'] == 'fk_absent_#']:
                  op.drop_constraint('fk_absent_#', 'absent_#')
              if inspector.get_pk_constraint('absent_#')['name'] != 'absent_#_pkey' or inspector.get_enums() is None:
                  return
              rows = bind.execute(asked, {'t': 'absent_#'}).fetchone()
              if rows is None:
                  return
              for statement in [
                  'ALTER TABLE absent_# RENAME COLUMN amount TO sum',
                  'ALTER TABLE absent_# ALTER COLUMN sum TYPE numeric(20, 2) USING sum::numeric, ALTER sum DROP DEFAULT',
                  'ALTER TABLE absent_# ADD CONSTRAINT uq_absent_# UNIQUE (sum), ALTER id SET NOT NULL',
                  'ALTER INDEX ix_absent_# RENAME TO ix_renamed_#',
                  'CREATE UNIQUE INDEX iu_# ON absent_# (lower(mood::text), sum)',
                  'DROP INDEX IF EXISTS iu_#',
                  'CREATE SEQUENCE sq_# START 1',
                  'DROP SEQUENCE sq_#',
                  'ALTER TYPE absent_mood_# RENAME VALUE \\'sad\\' TO \\'low\\'',
                  'CREATE TRIGGER tr_# BEFORE INSERT ON absent_# FOR EACH ROW EXECUTE FUNCTION f_8()',
                  'DO $$ BEGIN CREATE TYPE do_# AS ENUM (\\'a\\'); EXCEPTION WHEN duplicate_object THEN null; END $$',
              ]:
                  op.execute(statement)
              """,
              """
              op.drop_table('absent_#')
              """));

  /// A module of the repository's own that migrations import.
  static final String HELPERS =
      """
      import logging
      import os
      from dataclasses import dataclass

      import sqlalchemy as sa
      from alembic import context, op

      LENGTHS = dict(long=200, short=20)
      logger = logging.getLogger(__name__)
      SCHEMA = os.environ.get('SCHEMA') or 'public'


      @dataclass
      class Names:
          ALL = ['first', 'second'] + ['third']
          FORMAT = 'name-{}'

          def formatted(self, name):
              return self.FORMAT.format(name)


      def is_postgres():
          return context.get_context().dialect.name in ('postgresql',)


      def quoted(text, *, mark="'"):
          return mark + text.replace(mark, mark * 2) + mark


      def stamps(suffix, **kwargs):
          yield sa.Column('created_' + suffix, sa.DateTime(), **kwargs)
          yield sa.Column('updated_' + suffix, sa.DateTime(), **kwargs)


      def add_stamps(table, suffix):
          try:
              for column in stamps(suffix, nullable=True):
                  op.add_column(table, column)
          finally:
              logger.debug('done')
      """;

  static int count() {
    return PARTS.size();
  }

  static Part of(int number) {
    return PARTS.get(number % PARTS.size());
  }
}
