package dev.retort.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The quick reader answers what the full one answers, or nothing.
class PlainModuleTest {
  private static final Set<String> WANTED =
      Set.of("revision", "down_revision", "branch_labels", "depends_on", "upgrade", "downgrade");

  private static final String PLAIN =
      """
      '''add users

      Revises: a
      '''
      from __future__ import annotations
      from typing import Sequence, Union
      from alembic import op
      import sqlalchemy as sa

      revision: str = "b"
      down_revision: Union[str, None] = ('a', 'c' 'd',)
      branch_labels = None
      t = sa.table('x', sa.column('y'))


      def helper(x, *y, z=3, **more) -> int:
          for a, b in x.items():
              if not a in y and b is not None:
                  break
              c = {'k': [i.id for i in x if i], 'l': -1 ** 2}
          try:
              x[0].y += 1
          except (A, B) as e:
              raise E(f"{e.text} of {{x}}") from e
          finally:
              return x if y else z


      def upgrade():
          op.create_table('t', sa.Column('id', sa.Integer(), nullable=False), *cols, **more)


      def downgrade(): op.drop_table('t'); pass
      """;

  private static Optional<PythonModule> quick(byte[] file) {
    try {
      SourceText source = SourceText.of(file);
      return PlainModule.read(source, Lexer.tokens(source), WANTED);
    } catch (FaultException e) {
      return Optional.empty();
    }
  }

  private static Optional<PythonModule> quick(String file) {
    return quick(file.getBytes(StandardCharsets.UTF_8));
  }

  /// Compares the two; whether the quick one answered.
  private static boolean agree(byte[] file, String which) {
    Optional<PythonModule> quick = quick(file);
    quick.ifPresent(
        module -> assertThat(module).as(which).isEqualTo(PythonReader.read(file, WANTED, false)));
    return quick.isPresent();
  }

  @Test
  void an_ordinary_file_is_answered() {
    assertThat(agree(PLAIN.getBytes(StandardCharsets.UTF_8), PLAIN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "revision = 'c'\nif x: revision = 'd'",
        "(revision := 'c')",
        "def f():\n    global revision\n    revision = 'c'",
        "globals()['revision'] = 'c'",
        "def f(): exec('x')",
        "setattr(op, 'revision', 'c')",
        "op.__dict__.clear()",
        "import sys\nsys.modules[__name__] = op",
        "from x import *",
        "from x import revision",
        "import x as revision",
        "revision += 'c'",
        "del revision",
        "ｒevision = 'c'",
        "for revision in 'c': pass",
        "with op as revision: pass",
        "class revision: pass",
        "def __getattr__(name): pass",
        "x = nowhere",
        "x = 1 / 0",
        "raise E",
        "x = lambda: 1",
        "depends_on = ['x']\ndef f(): depends_on.append('y')",
        "depends_on = ['x']\nx = f'{depends_on}'",
        "@op\ndef f(): pass",
      })
  void whatever_could_bind_a_name_is_left_to_the_full_reader(String addition) {
    assertThat(quick(PLAIN + addition + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "def f(:\n    pass",
        "def f(a, a): pass",
        "def f(a=1, b): pass",
        "def f(): x = ",
        "def f(): x y",
        "def f(): x = a if b",
        "def f(): x = a if b, c else d",
        "def f(): x = a if b if c else d else e",
        "def f(): x = a + not b",
        "def f(): x = - not b",
        "def f(): g(a=1, b)",
        "def f(): g(a=1, a=2)",
        "def f(): g(**a, *b)",
        "def f(): g() = 1",
        "def f(): 1 = x",
        "def f(): a, b += 1",
        "def f(): {'a': 1, b}",
        "def f(): {a, b: 1}",
        "def f(): [x for y in z, w]",
        "def f(): [*a or b]",
        "def f(): (x for y in z if a else b)",
        "def f(): a[]",
        "def f(): f'{a b}'",
        "def f(): 'a' b'b'",
        "def f(): break",
        "def f():\n    try: pass",
        "def f():\n    try: pass\n    except: pass\n    except A: pass",
        "def f():\n    if x: pass\n    else: pass\n    elif y: pass",
        "return 1",
        "from x import a,",
        "import",
        "None = 1",
        "x: int, y: int = 1, 2",
      })
  void what_python_refuses_is_refused(String addition) {
    String file = PLAIN + addition + "\n";
    assertThat(quick(file)).isEmpty();
    assertThat(PythonReader.read(file.getBytes(StandardCharsets.UTF_8), WANTED).fault())
        .isPresent();
  }

  @Test
  void both_readers_agree_on_files_as_people_write_and_tear_them() {
    Random random = new Random(7);
    int answered = 0;
    byte[] ordinary = PLAIN.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 400; i++) {
      String plain = RealisticFiles.plain(random);
      answered += agree(plain.getBytes(StandardCharsets.UTF_8), plain) ? 1 : 0;
      for (byte[] torn :
          List.of(RealisticFiles.hostile(random), RealisticFiles.torn(random, ordinary))) {
        answered += agree(torn, new String(torn, StandardCharsets.UTF_8)) ? 1 : 0;
      }
    }
    System.out.printf("of 1,200 files the quick reader answered %d, all alike%n", answered);
    assertThat(answered).isGreaterThan(100);
  }

  @Test
  void both_readers_agree_on_every_file_that_alembic_was_asked_about() throws IOException {
    int files = 0;
    int answered = 0;
    InputStream cases =
        Objects.requireNonNull(PlainModuleTest.class.getResourceAsStream("/conformance/cases.zip"));
    try (ZipInputStream zip = new ZipInputStream(cases)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().endsWith(".py")) {
          files++;
          answered += agree(zip.readAllBytes(), entry.getName()) ? 1 : 0;
        }
      }
    }
    System.out.printf("of %,d files the quick reader answered %,d, all alike%n", files, answered);
    assertThat(answered).isGreaterThan(files / 2);
  }
}
