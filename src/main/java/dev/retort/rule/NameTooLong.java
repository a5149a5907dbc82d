package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.IdentifierLength;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// RT509: a name that SQLAlchemy refuses because PostgreSQL would cut it.
public final class NameTooLong implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.NAME_TOO_LONG,
          "name too long",
          Severity.FAILURE,
          "A new revision gives an index or constraint a name of more than 63 characters as plain text.",
          """
          PostgreSQL keeps 63 bytes of a name. SQLAlchemy shortens a name that comes from `op.f()` or a naming \
          convention, and refuses one that was written as plain text, so the deployment stops there.\
          """,
          """
          op.create_index("ix_a_name_that_somebody_wrote_out_in_full_although_no_database_keeps_it", "orders", ["note"])
          """,
          """
          Write a shorter name, or put it into `op.f(…)`, which shortens it the same way each time.\
          """,
          """
          A name that is refused exists in no database, so another one is safe.\
          """,
          List.of("Identifier 'ix_…' exceeds maximum length of 63 characters"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  private record Named(String name, int line) {}

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      step.reading().operations().stream()
          .flatMap(NameTooLong::names)
          .filter(each -> each.name().length() > IdentifierLength.MOST_BYTES)
          .filter(_ -> change.replayed().dialect() == Dialect.POSTGRESQL)
          .map(each ->
              Additions.place(step, each.line())
                  .fresh(new Found(each.name()), policy.severity(PAGE)))
          .forEach(findings::add);
    }
    return findings;
  }

  /// The names as they are sent; what `op.f` and conventions made fits already.
  private static Stream<Named> names(Operation operation) {
    return switch (operation) {
      case Operation.CreateIndex create ->
          create.index().name().map(name -> new Named(plain(name), create.index().line())).stream();
      case Operation.CreateConstraint create -> names(create.constraint());
      case Operation.CreateTable create ->
          create.constraints().stream().flatMap(NameTooLong::names);
      default -> Stream.empty();
    };
  }

  private static Stream<Named> names(ConstraintSpec constraint) {
    return constraint.name().map(name -> new Named(name, constraint.line())).stream();
  }

  /// An index's name without its schema.
  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /// A name that PostgreSQL would cut.
  public record Found(String name) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NAME_TOO_LONG;
    }

    @Override
    public Prose headline() {
      return Prose.of("The name ")
          .id(name)
          .text(
              " has "
                  + name.length()
                  + " characters, and SQLAlchemy refuses one over 63 for PostgreSQL");
    }

    @Override
    public Prose sequel() {
      return Prose.STOP.text("Write a shorter one, or put it into ").code("op.f(…)").text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(name);
    }
  }
}
