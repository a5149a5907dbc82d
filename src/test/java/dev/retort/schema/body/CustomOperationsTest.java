package dev.retort.schema.body;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.Reading.Extent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Operations that a repository adds to Alembic's, and revisions that ask for one another's files.
class CustomOperationsTest extends ReadsMigrations {
  private static final String OWN =
      """
      from alembic.operations import MigrateOperation, Operations

      class Shown:
          def __init__(self, name, query):
              self.name = name
              self.query = query

      class OfView(MigrateOperation):
          def __init__(self, view):
              self.view = view

          @classmethod
          def at_once(cls, operations, view):
              return operations.invoke(cls(view))

          @classmethod
          def instead(cls, operations, view, of):
              revision, name = of.split('.')
              module = operations.get_context().script.get_revision(revision).module
              operations.invoke(GoingView(getattr(module, name)))
              operations.invoke(cls(view))

      @Operations.register_operation('show', 'at_once')
      @Operations.register_operation('show_instead', sourcename='instead')
      class ComingView(OfView):
          pass

      @Operations.register_operation('hide', 'at_once')
      class GoingView(OfView):
          pass

      @Operations.register_operation('count_from')
      class Counting(MigrateOperation):
          def __init__(self, name, start=1):
              self.name = name
              self.start = start

          @classmethod
          def count_from(cls, operations, name, **more):
              return operations.invoke(Counting(name, **more))

      @Operations.implementation_for(ComingView)
      def show(operations, operation):
          operations.execute('CREATE VIEW %s AS %s' % (operation.view.name, operation.view.query))

      @Operations.implementation_for(GoingView)
      def hide(operations, operation):
          operations.execute('DROP VIEW %s' % operation.view.name)

      @Operations.implementation_for(Counting)
      def count(operations, operation):
          operations.execute(f'CREATE SEQUENCE {operation.name} START {operation.start}')
      """;

  private static final String NAMES =
      "from migrations.own import Shown\nNAMES = Shown('names', 'SELECT email FROM users')\n";

  @BeforeEach
  void writeThem() {
    put("migrations/env.py", "from alembic import context\nfrom migrations import own\n");
    put("migrations/own.py", OWN);
    read(USERS);
  }

  private void put(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void an_operation_does_what_is_implemented_for_its_class() {
    Told told = read(NAMES, "op.show(NAMES)\nop.count_from('numbers', start=7)\n");

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(told.effects()).contains("add table names");

    Told gone = read(NAMES, "op.hide(NAMES)\n");

    assertThat(gone.effects()).contains("drop table names");
  }

  @Test
  void what_another_revision_s_file_holds_is_replaced() {
    read(NAMES, "op.show(NAMES)\n");
    put("migrations/versions/first.py", NAMES + "revision = 'first'\n");

    Told told = read(NAMES, "op.show_instead(NAMES, of='first.NAMES')\n");

    assertThat(told.reading().extent()).isEqualTo(Extent.COMPLETE);
    assertThat(told.clashes()).isEmpty();
  }

  @Test
  void what_a_revision_that_is_not_there_holds_is_not_known() {
    read(NAMES, "op.show(NAMES)\n");

    Told told = read(NAMES, "op.show_instead(NAMES, of='nowhere.NAMES')\n");

    assertThat(told.reading().extent()).isNotEqualTo(Extent.COMPLETE);
    assertThat(told.clashes()).isEmpty();
  }

  @Test
  void they_are_found_where_only_the_migration_imports_them() {
    put("migrations/env.py", "from alembic import context\n");

    assertThat(read(NAMES, "op.show(NAMES)\n").effects()).contains("add table names");
  }

  @Test
  void an_operation_that_nothing_registers_may_do_anything() {
    Told told = read(NAMES, "op.reveal(NAMES)\n");

    assertThat(told.reading().extent()).isNotEqualTo(Extent.COMPLETE);
    assertThat(told.effects()).isEmpty();
  }

  @Test
  void one_that_nothing_is_implemented_for_may_do_anything() {
    put("migrations/own.py", OWN.replace("implementation_for(ComingView)", "kept(ComingView)"));

    Told told = read(NAMES, "op.show(NAMES)\n");

    assertThat(told.reading().extent()).isNotEqualTo(Extent.COMPLETE);
    assertThat(told.effects()).isEmpty();
  }
}
