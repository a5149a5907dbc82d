package dev.retort.alembic;

import dev.retort.python.Doubt;
import dev.retort.python.Value;

/// Where a name that was followed from a revision file to other modules ended without a value.
public sealed interface DeadEnd extends Value.Origin.InVain {
  /// Whether a star import stands in the way.
  default boolean isStar() {
    return switch (this) {
      case ForeignStar _ -> true;
      case Within(String _, String _, DeadEnd last) -> last.isStar();
      default -> false;
    };
  }

  /// The value itself is not plain.
  record NotPlain(Doubt doubt) implements DeadEnd {}

  /// In another module, which binds the name to what is not known there either.
  ///
  /// @param module its path, or its dotted name behind a star import
  record Within(String name, String module, DeadEnd last) implements DeadEnd {}

  /// A module that this repository does not hold.
  record ForeignModule(String module) implements DeadEnd {}

  /// `from module import *` of one that this repository does not hold.
  record ForeignStar(String module) implements DeadEnd {}

  /// A star import that does not bring the name.
  record NotExported(String module, String name) implements DeadEnd {}

  /// A file that does not bind the name.
  record NotBound(String path, String name) implements DeadEnd {}

  /// A package of which no part binds the name.
  record NotInPackage(String name, String packageName) implements DeadEnd {}

  /// A class that does not bind the name.
  record NoAttribute(String name) implements DeadEnd {}

  /// An attribute of something that other code makes.
  record MadeElsewhere() implements DeadEnd {}
}
