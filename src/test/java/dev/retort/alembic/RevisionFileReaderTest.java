package dev.retort.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.python.Doubt;
import dev.retort.rule.Told;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Alembic would make of one file of a version location.
class RevisionFileReaderTest {
  private static final String BODIES = "\ndef upgrade(): pass\ndef downgrade(): pass\n";

  private static RevisionFile read(String source) {
    return read("versions/mig_b.py", source);
  }

  private static RevisionFile read(String path, String source) {
    return RevisionFileReader.read(path, "blob", source.getBytes(StandardCharsets.UTF_8));
  }

  private static Revision revision(String source) {
    RevisionFile file = read(source + BODIES);
    assertThat(file.problems()).isEmpty();
    return file.revision().orElseThrow();
  }

  private static List<String> failures(RevisionFile file) {
    return file.problems().stream()
        .filter(p -> p.severity() == Severity.FAILURE)
        .map(problem -> problem.code().toString())
        .toList();
  }

  @Test
  void the_file_that_alembic_generates_is_read_whole() {
    String source =
        """
        \"""add users, and more

        Revision ID: b
        Revises: a1, a2
        Create Date: 2024-01-02 03:04:05.678901

        \"""
        from typing import Sequence, Union

        from alembic import op
        import sqlalchemy as sa

        revision: str = 'b'
        down_revision: Union[str, Sequence[str], None] = ('a1', 'a2')
        branch_labels: Union[str, Sequence[str], None] = 'lab'
        depends_on: Union[str, Sequence[str], None] = ['c']


        def upgrade() -> None:
            op.drop_table('t')


        def downgrade() -> None:
            pass
        """;
    RevisionFile file = read(source);
    assertThat(file.problems()).isEmpty();
    assertThat(file.undecidable()).isEmpty();
    assertThat(file.imports())
        .extracting("module")
        .containsExactly("typing", "alembic", "sqlalchemy");
    Revision revision = file.revision().orElseThrow();
    assertThat(revision.id()).isEqualTo("b");
    assertThat(revision.line()).isEqualTo(13);
    assertThat(revision.downRevisions()).containsExactly("a1", "a2");
    assertThat(revision.mergePoint()).isTrue();
    assertThat(revision.dependsOn()).containsExactly("c");
    assertThat(revision.labelNames()).containsExactly("lab");
    assertThat(revision.downLine()).isEqualTo(14);
    assertThat(slice(source, revision.downWritten().orElseThrow().value()))
        .isEqualTo("('a1', 'a2')");
    assertThat(slice(source, revision.idWritten().orElseThrow().value())).isEqualTo("'b'");
    assertThat(revision.docstring().message()).isEqualTo("add users, and more");
    assertThat(slice(source, revision.docstring().revises().orElseThrow().span()))
        .isEqualTo("a1, a2");
    assertThat(slice(source, revision.docstring().revisionId().orElseThrow().span()))
        .isEqualTo("b");
    assertThat(revision.docstring().createDate()).contains("2024-01-02 03:04:05.678901");
    assertThat(revision.bodies().upgrade()).isPresent();
    assertThat(revision.bodies().upgrade()).isNotEqualTo(revision.bodies().downgrade());
  }

  private static String slice(String source, dev.retort.python.Span span) {
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    return new String(Arrays.copyOfRange(bytes, span.start(), span.end()), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "None            | ``",
        "()              | ``",
        "[]              | ``",
        "b''             | ``",
        "(None,)         | ``",
        "'a'             | a",
        "('a',)          | a",
        "['a']           | a",
        "{'a': 1}        | a",
        "('a', 'b')      | a b",
        "['a', 'b']      | a b",
        "{'a', 'b'}      | a b",
        "(('a', 'b'),)   | a b",
        "('a' 'b',)      | ab",
        "'base'          | base",
      })
  void parents_are_normalised_as_alembic_does(String value, String parents) {
    Revision revision = revision("revision = 'x'\ndown_revision = " + value);
    assertThat(String.join(" ", revision.downRevisions())).isEqualTo(parents);
    assertThat(revision.mergePoint()).isEqualTo(parents.contains(" "));
  }

  @Test
  void the_same_parent_twice_is_one_edge_and_yet_a_merge_point() {
    Revision revision = revision("revision = 'x'\ndown_revision = ('a', 'a')");
    assertThat(revision.downRevisions()).containsExactly("a");
    assertThat(revision.mergePoint()).isTrue();
  }

  @Test
  void empty_text_is_no_base_but_a_reference_to_nothing() {
    assertThat(revision("revision = 'x'\ndown_revision = ''").downRevisions()).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"('a', None)", "5", "False", "b'a'", "(('a',), 'b')", "...", "['a', 1]"})
  void parents_that_are_not_text_are_refused(String value) {
    assertThat(failures(read("revision = 'x'\ndown_revision = " + value + BODIES)))
        .contains("RT304");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a+b'", "'a-b'", "'a@b'", "'a:b'", "None", "5", "1.5", "True", "b'b'"})
  void an_id_that_alembic_cannot_use_is_refused(String id) {
    assertThat(failures(read("revision = " + id + "\ndown_revision = None" + BODIES)))
        .containsExactly("RT304");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b/c#d%e", "a b", "été", "head", "None", "", "a\\nb"})
  void every_other_text_is_an_id(String id) {
    assertThat(revision("revision = '" + id + "'\ndown_revision = None").id())
        .isEqualTo(id.replace("\\n", "\n"));
  }

  @Test
  void an_illegal_id_still_stands_for_its_revision() {
    RevisionFile file = read("revision = 'a-b'\ndown_revision = 'c'" + BODIES);
    assertThat(file.revision().orElseThrow().id()).isEqualTo("a-b");
    assertThat(Told.of(file.problems().getFirst())).contains("`a-b`").contains("-");
  }

  @Test
  void a_hexadecimal_file_name_stands_in_for_a_missing_id() {
    RevisionFile file = read("v/12ab.py", "down_revision = 'a'" + BODIES);
    assertThat(file.problems()).isEmpty();
    assertThat(file.revision().orElseThrow().id()).isEqualTo("12ab");
    assertThat(file.revision().orElseThrow().idWritten()).isEmpty();
    for (String name : List.of("12AB.py", "12ab_slug.py", "x12ab.py", "12ab.py.py", ".py")) {
      assertThat(failures(read("v/" + name, "down_revision = 'a'" + BODIES)))
          .as(name)
          .containsExactly("RT303");
    }
  }

  @Test
  void a_file_without_the_two_names_is_no_revision() {
    assertThat(failures(read("# nothing"))).containsExactly("RT303");
    assertThat(failures(read("revision = 'b'" + BODIES))).containsExactly("RT303");
    assertThat(failures(read("revision: str\ndown_revision = 'a'" + BODIES)))
        .containsExactly("RT303");
    assertThat(read("revision = 'b'" + BODIES).id()).contains("b");
  }

  @Test
  @DisplayName("A25 a computed value is not decidable: never run, never guessed")
  void a_computed_value_is_not_decidable() {
    RevisionFile file = read("revision = 'b'\ndown_revision = f()\ndef f(): pass" + BODIES);
    assertThat(file.revision()).isEmpty();
    assertThat(file.id()).contains("b");
    assertThat(file.undecidable())
        .contains(new Undecidable("versions/mig_b.py", 2, "down_revision", Doubt.OfValue.CALL));
    assertThat(file.problems())
        .anySatisfy(p -> {
          assertThat(p.code()).hasToString("RT301");
          assertThat(p.severity()).isEqualTo(Severity.WARNING);
          assertThat(p.line()).isEqualTo(2);
          assertThat(Told.of(p)).contains("`down_revision`").contains("Write it as plain text");
        });
    assertThat(failures(file)).isEmpty();
  }

  @Test
  void undecidable_labels_leave_the_revision_standing() {
    RevisionFile file =
        read("import f\nrevision = 'b'\ndown_revision = None\nbranch_labels = f.x" + BODIES);
    assertThat(file.revision()).isPresent();
    assertThat(file.undecidable()).extracting(Undecidable::name).containsExactly("branch_labels");
  }

  @Test
  void faults_of_the_text_are_told_apart() {
    assertThat(failures(read("revision = 'b'\ndef upgrade(:"))).containsExactly("RT302");
    assertThat(failures(read("revision = 'b'\u0000"))).containsExactly("RT305");
    assertThat(failures(read("raise ValueError"))).containsExactly("RT303");
    RevisionFile versions = read("revision = f'{'x'}'\ndown_revision = None");
    assertThat(failures(versions)).isEmpty();
    assertThat(versions.undecidable()).extracting(Undecidable::name).containsExactly("*");
  }

  @Test
  void a_docstring_that_disagrees_is_noticed_and_one_that_agrees_is_not() {
    String code = "revision = 'b'\ndown_revision = 'a'" + BODIES;
    RevisionFile file = read("\"\"\"x\n\nRevises: z\n\"\"\"\n" + code);
    assertThat(file.problems()).extracting(each -> each.code().toString()).containsExactly("RT306");
    assertThat(file.problems().getFirst().line()).isEqualTo(3);
    assertThat(file.problems().getFirst().severity()).isEqualTo(Severity.NOTICE);
    assertThat(read("\"\"\"x\n\nRevises: a\n\"\"\"\n" + code).problems()).isEmpty();
    assertThat(read("\"\"\"x\n\"\"\"\n" + code).problems()).isEmpty();
    String base = "revision = 'b'\ndown_revision = None" + BODIES;
    assertThat(read("'''x\nRevises: \n'''\n" + base).problems()).isEmpty();
    assertThat(read("'''x\nRevises: None\n'''\n" + base).problems()).isEmpty();
    String merge = "revision = 'b'\ndown_revision = ('a', 'c')" + BODIES;
    assertThat(read("'''x\nRevises: c, a\n'''\n" + merge).problems()).isEmpty();
    assertThat(read("'''x\nRevises: ('a', 'c')\n'''\n" + merge).problems()).isEmpty();
  }

  @Test
  void an_empty_header_says_where_an_id_would_stand() {
    String source = "'''x\nRevises: \n'''\nrevision = 'b'\ndown_revision = None" + BODIES;
    Docstring.Header header =
        read(source).revision().orElseThrow().docstring().revises().orElseThrow();
    assertThat(header.span().length()).isZero();
    assertThat(header.span().start()).isEqualTo(source.indexOf("Revises: ") + 9);
  }

  @Test
  void a_missing_function_is_a_warning() {
    RevisionFile file = read("revision = 'b'\ndown_revision = None\ndef upgrade(): pass\n");
    assertThat(file.problems()).extracting(each -> each.code().toString()).containsExactly("RT307");
    assertThat(file.problems().getFirst().severity()).isEqualTo(Severity.WARNING);
    assertThat(Told.of(file.problems().getFirst())).contains("`downgrade`");
    assertThat(file.revision()).isPresent();
  }

  @Test
  void a_relative_import_fails_since_alembic_loads_files_as_parts_of_no_package() {
    String code = "revision = 'b'\ndown_revision = 'a'" + BODIES;
    assertThat(failures(read("from . import x\n" + code))).containsExactly("RT303");
    assertThat(failures(read("from x import y\n" + code))).isEmpty();
    assertThat(failures(read(code + "def f():\n    from . import x\n"))).isEmpty();
  }
}
