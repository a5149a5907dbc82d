package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Declarative classes of a migration's own, made and dropped by way of their tables.
class ModelsTest extends ReadsMigrations {
  private static final String IMPORTS =
      """
      import datetime
      import enum
      from typing import Optional
      from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_base, mapped_column, relationship
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Base = declarative_base()",
        "Base = declarative_base(metadata=sa.MetaData())",
        "class Base(DeclarativeBase):\n    pass",
        "class Base(DeclarativeBase):\n    metadata = sa.MetaData()"
      })
  void a_class_has_the_table_that_it_declares(String base) {
    Told told =
        read(
            IMPORTS
                + base
                + """

                class A(Base):
                    "Of the first day."
                    __tablename__ = 'a'
                    __table_args__ = (sa.UniqueConstraint('called', name='uq'), {'comment': 'x'})
                    id = sa.Column(sa.Integer, primary_key=True)
                    name = sa.Column('called', sa.String(5), nullable=False, index=True)
                    others = relationship('B')
                """,
            "A.__table__.create(op.get_bind())");

    assertThat(told.effects())
        .containsExactly(
            "add table a",
            "add column a.id",
            "add column a.called",
            "add constraint a/a_pkey",
            "add constraint a/uq",
            "add index ix_a_called");
    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.COMPLETE);
    read(
        IMPORTS + base + "\nclass A(Base):\n    __tablename__ = 'a'\n",
        "A.__table__.drop(op.get_bind(), checkfirst=True)");
    assertThat(schema.table("a")).isEmpty();
  }

  @Test
  void what_is_mapped_has_the_type_of_its_annotation() {
    read(
        IMPORTS
            + """
            class Base(DeclarativeBase):
                pass
            class Colour(enum.Enum):
                RED = 1
            class Stamped:
                made: Mapped[datetime.datetime] = mapped_column(sa.Date)
            class A(Stamped, Base):
                __tablename__ = 'a'
                id: Mapped[int] = mapped_column(primary_key=True)
                name: Mapped[str]
                note: Mapped[Optional[str]]
                size: Mapped[float | None] = mapped_column(nullable=False)
                colour: Mapped[Colour]
                odd: Mapped[list]
            """,
        "A.__table__.create(op.get_bind())");

    assertThat(schema.table("a").orElseThrow().columns().values())
        .extracting(each ->
            each.name()
                + " "
                + each.type()
                + " "
                + each.nullable().map(Object::toString).orElse("?"))
        .containsExactlyInAnyOrder(
            "id integer false",
            "name character varying false",
            "note character varying true",
            "size double precision false",
            "colour colour false",
            "odd ? ?",
            "made date false");
  }

  @Test
  void a_table_of_which_a_column_is_not_known_is_open() {
    Told told =
        read(
            IMPORTS
                + "import os\nBase = declarative_base()\n"
                + "class A(Base):\n    __tablename__ = 'a'\n    id = sa.Column(sa.Integer)\n    x = os.made()\n",
            "A.__table__.create(op.get_bind())");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.PARTLY);
    assertThat(schema.table("a").orElseThrow().isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class B(A):\n    more = sa.Column(sa.Integer)",
        "class B(A):\n    __tablename__ = 'b'\nA = B"
      })
  void a_class_whose_table_other_classes_share_is_not_read(String otherwise) {
    Told told =
        read(
            IMPORTS
                + "Base = declarative_base()\nclass A(Base):\n    __tablename__ = 'a'\n    id = sa.Column(sa.Integer)\n"
                + otherwise,
            "A.__table__.create(op.get_bind())");

    assertThat(told.reading().extent()).isEqualTo(Reading.Extent.NOT);
  }

  @Test
  void a_table_stands_in_the_schema_that_its_class_or_its_metadata_names() {
    read("op.execute('CREATE SCHEMA s')\nop.execute('CREATE SCHEMA m')");

    Told told =
        read(
            IMPORTS
                + """
                Base = declarative_base(metadata=sa.MetaData(schema='m'))
                class A(Base):
                    __tablename__ = 'a'
                    __table_args__ = {'schema': 's'}
                class B(Base):
                    __tablename__ = 'b'
                """,
            "A.__table__.create(op.get_bind())\nB.__table__.create(op.get_bind())");

    assertThat(told.effects()).containsExactly("add table s.a", "add table m.b");
  }

  @Test
  void the_table_of_a_class_of_another_file_stays_open() {
    files.put(
        "models.py",
        (IMPORTS
                + "import sqlalchemy as sa\nBase = declarative_base()\nclass A(Base):\n    __tablename__ = 'a'\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(read("from models import A", "A.__table__.create(op.get_bind())").reading().extent())
        .isEqualTo(Reading.Extent.NOT);
  }
}
