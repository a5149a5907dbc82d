package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Collision;
import dev.retort.schema.Commutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RT501: what the change does to the schema cannot run beside what the base did meanwhile, be they
/// two heads or joined by a merge revision of the change.
public final class HeadsCollide implements Rule {
  private static final int MOST_TOLD = 5;

  private static final RulePage PAGE =
      new RulePage(
          RuleCode.HEADS_COLLIDE,
          "heads collide",
          Severity.FAILURE,
          "Two heads make, drop, alter or need the same object, so they cannot run in either order.",
          """
          Two heads are put in order again by re-pointing one, or joined by a merge revision, and Alembic is content \
          with both. The database need not be: if both sides add the same column, the second one is refused; if one \
          side needs the table that the other makes, a merge revision lets Alembic run them in the wrong order. The \
          graph is whole, and the next deployment fails all the same.\
          """,
          """
          # on the base branch, merged this morning
          def upgrade():
              op.add_column("orders", sa.Column("note", sa.Text()))

          # in the pull request, beside it
          def upgrade():
              op.add_column("orders", sa.Column("note", sa.String(200)))
          """,
          """
          Where both make or drop the same, take one of the two lines out. Where one needs what the other makes, let \
          it revise that one. Where one drops what the other needs, decide which of them is meant.\
          """,
          """
          The lines of a revision that only the pull request has may be changed as long as no database that matters \
          has run it.\
          """,
          List.of("relation \"orders\" already exists", "relation \"orders\" does not exist"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (HeadCount.Offshoot offshoot : HeadCount.of(change, policy).extra()) {
      if (!offshoot.own().isEmpty()
          && change.commutation(offshoot.head(), offshoot.counterpart())
              instanceof Commutation.Collide(List<Collision> collisions, _)) {
        collisions.stream()
            .limit(MOST_TOLD)
            .map(each -> finding(change, policy, each))
            .forEach(findings::add);
      }
    }
    MergedLines.of(change).stream()
        .limit(MOST_TOLD)
        .map(each -> joined(change, policy, each))
        .forEach(findings::add);
    return findings;
  }

  /// At the line of the change, or at the merge revision where it joins two lines of the base.
  private static Finding joined(HistoryChange change, Policy policy, MergedLines.Collided found) {
    Collision collision = found.collision();
    Place place =
        change.addedIds().contains(collision.one().revision())
            ? place(change, collision)
            : Place.parents(found.merge());
    return place.fresh(
        new Found(collision, Optional.of(found.merge().id())),
        policy.severity(PAGE),
        collision.other().revision());
  }

  private static Finding finding(HistoryChange change, Policy policy, Collision collision) {
    return place(change, collision)
        .fresh(
            new Found(collision, Optional.empty()),
            policy.severity(PAGE),
            collision.other().revision());
  }

  private static Place place(HistoryChange change, Collision collision) {
    return new Place(
        collision.one().path(),
        collision.one().line(),
        Optional.empty(),
        change.after().revision(collision.one().revision()).map(Revision::id));
  }

  /// A pair of lines that cannot run in either order.
  ///
  /// @param merge the revision of the change that joins them; empty where they are two heads
  public record Found(Collision collision, Optional<String> merge) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.HEADS_COLLIDE;
    }

    @Override
    public Prose headline() {
      return merge.map(id -> what().text("; ").id(id).text(" joins the two")).orElseGet(this::what);
    }

    private Prose what() {
      Prose one = Prose.EMPTY.id(collision.one().revision());
      Prose other = SideBySide.who(collision.other());
      Prose object = Words.object(collision.object());
      boolean otherFirst = collision.order() == Collision.Order.OTHER_FIRST;
      return switch (collision.kind()) {
        case BOTH_MAKE -> one.text(" makes ").then(object).text(", and so does ").then(other);
        case BOTH_DROP -> one.text(" drops ").then(object).text(", and so does ").then(other);
        case ALTER_DIFFERENTLY ->
            one.text(" and ")
                .then(other)
                .text(" make different things of ")
                .then(object)
                .text(", so the schema depends on which runs last");
        case NEEDS ->
            otherFirst
                ? one.text(" needs ").then(object).text(", which ").then(other).text(" makes")
                : other.text(" needs ").then(object).text(", which only ").then(one).text(" makes");
        case DROPS ->
            otherFirst
                ? one.text(" drops or renames ")
                    .then(object)
                    .text(", which ")
                    .then(other)
                    .text(" needs")
                : one.text(" needs ")
                    .then(object)
                    .text(", which ")
                    .then(other)
                    .text(" drops or renames");
        case DROPS_HELD ->
            one.text(" drops ")
                .then(object)
                .text(", on which something rests that ")
                .then(other)
                .text(" makes");
        case HOLDS_DROPPED ->
            one.text(" makes something that rests on ")
                .then(object)
                .text(", which ")
                .then(other)
                .text(" drops");
      };
    }

    @Override
    public Prose sequel() {
      Prose one = Prose.EMPTY.id(collision.one().revision());
      if (merge.isPresent()) {
        return joined(one, merge.get());
      }
      boolean otherFirst = collision.order() == Collision.Order.OTHER_FIRST;
      return switch (collision.kind()) {
        case BOTH_MAKE, BOTH_DROP ->
            refusedSecond()
                .text("Take one of the two lines out, ")
                .line(collision.one().path(), collision.one().line())
                .text(" or ")
                .line(collision.other().path(), collision.other().line())
                .text(".");
        case DROPS_HELD, HOLDS_DROPPED -> noOrder();
        case ALTER_DIFFERENTLY ->
            Prose.STOP.text("Let one revise the other, and say once what the column shall be.");
        case NEEDS ->
            otherFirst
                ? Prose.of(": let ")
                    .then(one)
                    .text(" revise the branch that ends with it")
                    .stop()
                    .text("A merge revision would let the database run them in either order.")
                : Prose.of(": it has to run first.");
        case DROPS ->
            otherFirst
                ? Prose.of(": it has to run last")
                    .stop()
                    .text("Let ")
                    .then(one)
                    .text(" revise the branch that ends with the other.")
                : Prose.STOP.text(
                    "Change one of the two, because no order that keeps the base's revisions where they are lets both run.");
      };
    }

    private static Prose refusedSecond() {
      return Prose.of(": the database refuses whichever runs second").stop();
    }

    private static Prose noOrder() {
      return refusedSecond().text("Change one of the two: no order lets both run.");
    }

    @Override
    public Prose formerMessage() {
      boolean same =
          collision.kind() == Collision.Kind.BOTH_MAKE
              || collision.kind() == Collision.Kind.BOTH_DROP;
      return same && merge.isEmpty()
          ? headline().then(refusedSecond().text("Take one of the two lines out."))
          : message();
    }

    /// A merge revision runs both sides, in an order of its own.
    private Prose joined(Prose one, String merge) {
      return switch (collision.kind()) {
        case DROPS_HELD, HOLDS_DROPPED -> noOrder();
        case BOTH_MAKE, BOTH_DROP, ALTER_DIFFERENTLY ->
            Prose.of(": an empty database runs both, and refuses the second")
                .stop()
                .text("Take one of the two lines out.");
        case NEEDS, DROPS ->
            Prose.of(": an empty database runs them in the wrong order")
                .stop()
                .text("Take ")
                .id(merge)
                .text(" out and let ")
                .then(collision.order() == Collision.Order.OTHER_FIRST ? one : other())
                .text(" revise the branch of the other.");
      };
    }

    private Prose other() {
      return Prose.EMPTY.id(collision.other().revision());
    }

    /// The same once a merge revision has joined the two.
    @Override
    public List<String> identity() {
      return Identity.of(
          collision.kind(),
          collision.order(),
          collision.object(),
          collision.one().revision(),
          collision.other().revision());
    }
  }
}
