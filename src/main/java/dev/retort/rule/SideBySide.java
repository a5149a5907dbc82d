package dev.retort.rule;

import dev.retort.change.HistoryChange;
import dev.retort.schema.Collision;
import dev.retort.schema.Commutation;
import dev.retort.schema.Provenance;
import java.util.List;

/// Words for whether two sides of a history may run in either order.
final class SideBySide {
  private SideBySide() {}

  /// A sentence with a space before it, about a branch and the head that it should continue; empty
  /// where one of the two does nothing.
  static String sentence(HistoryChange change, Branching.Branch branch) {
    if (branch.own().isEmpty()) {
      return "";
    }
    return switch (change.commutation(branch.head(), branch.counterpart())) {
      case Commutation.Proved(boolean idle) ->
          idle
              ? ""
              : " What the two do to the schema commutes, so both ways leave the same schema.";
      case Commutation.Unknown(String reason, Provenance at) ->
          " Whether what they do to the schema commutes cannot be told ("
              + where(at)
              + ": "
              + Words.bare(reason)
              + ").";
      case Commutation.Collide collide -> collided(collide);
    };
  }

  private static String collided(Commutation.Collide collide) {
    if (collide.oneIsLast()) {
      return " What it does needs what the other side does first, so re-pointing it is right and a"
          + " merge revision is not.";
    }
    return " What the two do to the schema collides.";
  }

  static String where(Provenance at) {
    return Words.id(at.path() + ":" + at.line());
  }

  /// What is wrong with a pair, and what to do about it.
  static String told(Collision collision) {
    String one = Words.id(collision.one().revision());
    String other = Words.id(collision.other().revision()) + " (" + where(collision.other()) + ")";
    String object = object(collision.object());
    return switch (collision.kind()) {
      case BOTH_MAKE ->
          one
              + " makes "
              + object
              + ", and so does "
              + other
              + ": the database refuses whichever runs second. Take one of the two lines out.";
      case BOTH_DROP ->
          one
              + " drops "
              + object
              + ", and so does "
              + other
              + ": the database refuses whichever runs second. Take one of the two lines out.";
      case ALTER_DIFFERENTLY ->
          one
              + " and "
              + other
              + " make different things of "
              + object
              + ", so the schema depends on which runs last. Let one revise the other, and say"
              + " once what the column shall be.";
      case NEEDS ->
          collision.order() == Collision.Order.OTHER_FIRST
              ? one
                  + " needs "
                  + object
                  + ", which "
                  + other
                  + " makes: let "
                  + one
                  + " revise the branch that ends with it. A merge revision would let the database"
                  + " run them in either order."
              : other + " needs " + object + ", which only " + one + " makes: it has to run first.";
      case DROPS ->
          collision.order() == Collision.Order.OTHER_FIRST
              ? one
                  + " drops or renames "
                  + object
                  + ", which "
                  + other
                  + " needs: it has to run last. Let "
                  + one
                  + " revise the branch that ends with the other."
              : one
                  + " needs "
                  + object
                  + ", which "
                  + other
                  + " drops or renames. Change one of the two, because no order that keeps the"
                  + " base's revisions where they are lets both run.";
    };
  }

  /// An object as the inventory names it, its name between backticks.
  static String object(String object) {
    List<String> parts = List.of(object.split(" ", 2));
    return parts.size() < 2 ? Words.id(object) : parts.get(0) + " " + Words.id(parts.get(1));
  }
}
