package dev.retort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A second repository for the rehearsal: Flask-Migrate's, in one line, with what real migrations
/// do that cannot be followed to the end, or that a database would refuse.
final class RehearsedTrouble {
  private static final String ENV =
      """
      from flask import current_app
      from alembic import context

      config = context.config
      config.set_main_option(
          'sqlalchemy.url', current_app.config.get('SQLALCHEMY_DATABASE_URI', 'mysql://shop').replace('%', '%%'))
      target_metadata = current_app.extensions['migrate'].db.metadata
      """;

  private static final String DATABASE =
      """
      from flask_sqlalchemy import SQLAlchemy
      from sqlalchemy import MetaData

      naming_convention = {
          'ix': 'ix_%(table_name)s_%(column_0_N_name)s',
          'uq': 'uq_%(table_name)s_%(column_0_name)s',
          'ck': 'ck_%(table_name)s_%(constraint_name)s',
          'fk': 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
          'pk': 'pk_%(table_name)s',
      }
      db = SQLAlchemy(metadata=MetaData(naming_convention=naming_convention))


      class Types:
          KINDS = {'one': 1, 'two': 2}
          SIZES = [Size(1), Size(2)]
      """;

  /// Names that each of them imports.
  private static final String HEAD =
      """
      import datetime
      from dataclasses import dataclass
      from enum import Enum
      from typing import NamedTuple

      import sqlalchemy as sa
      from alembic import context, op
      from sqlalchemy.orm import declarative_base, sessionmaker
      from sqlalchemy.ext.mutable import MutableDict
      import shop
      from shop import database
      from shop.database import *

      Base = declarative_base()
      Session = sessionmaker()
      OPTIONS = {'a': {'b': 1}, **{'c': 2}}
      """;

  /// What their upgrades do, each with what stands before it in its file.
  private static final String[][] PARTS = {
    {
      """
      class Status(str, Enum):
          new = 'new'
          old = 'old'

      try:
          import missing
      except ImportError as error:
          missing = None

      def version():
          global missing
          try:
              return int('1')
          except ValueError as error:
              return 0

      NUMBER = version()
      """,
      """
      op.create_table(
          'roles',
          sa.Column('id', sa.Integer(), primary_key=True),
          sa.Column('parent', sa.Integer(), sa.ForeignKey('roles.id', ondelete='CASCADE')),
          sa.Column('settings', MutableDict.as_mutable(sa.JSON)),
      )
      op.create_unique_constraint(op.f('uq_roles'), 'roles', ['parent'])
      for key in sa.inspect(op.get_bind()).get_foreign_keys('roles'):
          op.drop_constraint(key['name'], 'roles', type_='foreignkey')
      if not context.config.get_main_option('tenant') and shop.database.nothing:
          op.execute(f"UPDATE roles SET parent = {NUMBER} WHERE id IN {tuple([*range(2), 3])}")
      op.create_table(
          'users',
          sa.Column('id', sa.Integer(), nullable=False),
          sa.Column('name', sa.String(80), nullable=True),
          sa.Column('status', sa.Enum(*[each.value for each in Status], name='status', length=9, native_enum=False)),
          sa.Column('kind', sa.Enum('a', 'b', name='kind')),
          sa.Column('note', sa.Text().with_variant(sa.String(300), 'mysql', 'mariadb')),
          sa.ForeignKeyConstraint(['id'], ['people.id']),
          sa.PrimaryKeyConstraint('id'),
          sa.UniqueConstraint('name'),
          sa.Index('ix_users_name', 'name', 'kind'),
      )
      op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True))
      op.create_foreign_key(None, 'users', 'people', ['id'], ['id'])
      """,
    },
    {
      """
      class User(Base):
          __tablename__ = 'users'
          id = sa.Column(sa.Integer, primary_key=True)
          settings = sa.Column('settings', sa.JSON)

          @property
          def is_new(self):
              return self.settings is None

      @dataclass
      class Size:
          name: str
          size: int = 3

          @property
          def label(self):
              return self.name + '_'

      class Pair(NamedTuple):
          one: str
          two: str = 'x'

      def counted(function):
          def within(*args):
              return function(*args)
          return within

      @counted
      def named(name):
          return name

      def keep(session, user):
          if not session.query(User).filter_by(id=user.id).one_or_none():
              session.add(user)
              return True
          return False
      """,
      """
      session = Session(bind=op.get_bind())
      kept, users = 0, list(session.query(User))
      first, second = Pair('f'), Pair(one='s', two='t')
      for user in session.query(User):
          key, value = user.id, datetime.date(2020, 1, 1)
          if user.is_new and keep(session, User(id=key, settings={'at': value})):
              kept += 1
          with session.no_autoflush as flushing:
              flushed = flushing
          try:
              parsed = int(user.name)
          except ValueError:
              parsed = 0
      session.commit()
      for size in [Size('a'), Size('b', size=4)] + sorted(Types.SIZES, key=lambda each: each.name):
          op.add_column('users', sa.Column(named(size.name), sa.String(size.size)))
          op.add_column('users', sa.Column(size.label, sa.Text()))
      for pair in (first, second):
          op.add_column('users', sa.Column(pair.one + str(int('1')), sa.Text(), server_default=pair.two))
      names = [name for name in sorted(['y', 'x']) if name.endswith('x') or name.startswith('y')]
      names.extend(Types.KINDS)
      op.execute("UPDATE users SET status = '%s'" % database.Types.KINDS)
      op.execute(sa.table('users', sa.column('name')).update().values(name=op.inline_literal('x')))
      """,
    },
    {
      "",
      """
      for name in op.get_bind().execute('SELECT name FROM users'):
          op.execute(f'ALTER TABLE users ADD COLUMN {name} text')
          op.alter_column('users', 'note', nullable=False)
          op.drop_index('ix_users_name')
          op.execute(f'UPDATE {name} SET a = 1')
      inspector = sa.inspect(op.get_bind())
      for key in inspector.get_foreign_keys('users'):
          op.drop_constraint(key['name'], 'users', type_='foreignkey')
      op.execute(sa.schema.CreateSequence(sa.Sequence('numbers')))
      asked = "SELECT 1 FROM pg_type WHERE typname = 'kind'"
      if not op.get_bind().execute(sa.text(asked)).fetchone():
          op.execute("CREATE TYPE kind AS ENUM ('a')")
      if op.get_bind().execute("SELECT 1 FROM pg_constraint WHERE conname = 'uq_users_name'").scalar():
          op.drop_constraint('uq_users_name', 'users')
      op.execute('ALTER SEQUENCE numbers OWNED BY users.id')
      op.alter_column('users', 'name', new_column_name='called')
      op.execute('ALTER TABLE users RENAME CONSTRAINT uq_users_name TO uq_users_called')
      op.execute('ALTER INDEX uq_users_called RENAME TO uq_called')
      op.execute('ALTER TABLE users ALTER COLUMN kind TYPE text')
      op.create_index('ix_users_called', 'users', ['called'], if_not_exists=True)
      op.drop_index('uq_called')
      op.drop_index('pk_users')
      """,
    },
    {
      "",
      """
      op.create_table('people', sa.Column('id', sa.Integer(), primary_key=True))
      op.add_column('users', sa.Column('kind', sa.Text()))
      op.drop_column('users', 'never')
      op.drop_table('never')
      metadata = sa.MetaData()
      copies = sa.Table('copies', metadata, sa.Column('id', sa.Integer, primary_key=True), schema='public')
      metadata.create_all(op.get_bind(), tables=[copies])
      if 'id' in copies.c and 'id' in {column.name for column in copies.columns}:
          op.add_column('copies', sa.Column('size', sa.Integer()))
      for letter in 'ab':
          op.add_column('copies', sa.Column('_'.join(each for each in (letter, 'x')), sa.Text()))
      rebuild(op.get_bind())
      """,
    },
    {
      "",
      """
      op.add_column('late', sa.Column('x', sa.Text()))
      op.create_table('late', sa.Column('id', sa.Integer(), primary_key=True))
      op.create_index('ix_late', 'late', ['gone'])
      op.add_column('elsewhere', sa.Column('x', sa.Text()))
      """,
    }
  };

  private RehearsedTrouble() {}

  static void write(Path repository) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = repository.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("migrations/alembic.ini", "[alembic]\n");
    files.put("other/alembic.ini", "[alembic]\nscript_location = migrations\n");
    files.put("other/migrations/env.py", "from alembic import context\n");
    files.put("migrations/env.py", ENV);
    files.put("shop/__init__.py", "");
    files.put("shop/database.py", DATABASE);
    for (int i = 0; i < PARTS.length; i++) {
      files.put("migrations/versions/%d_%s.py".formatted(i, id(i)), revision(i));
    }
    return files;
  }

  private static String id(int number) {
    return "%d5f3c2a9be7d".formatted(number);
  }

  private static String revision(int number) {
    return """
    \"""part %s

    Revision ID: %s
    Revises: %s
    Create Date: 2024-05-06 07:08:09.101112

    \"""
    %s
    revision = '%s'
    down_revision = %s


    %s

    def upgrade():
    %s

    def downgrade():
        pass
    """
        .formatted(
            number,
            id(number),
            number == 0 ? "" : id(number - 1),
            HEAD,
            id(number),
            number == 0 ? "None" : "'" + id(number - 1) + "'",
            PARTS[number][0],
            PARTS[number][1].indent(4));
  }
}
