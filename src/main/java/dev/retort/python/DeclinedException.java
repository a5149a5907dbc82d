package dev.retort.python;

/// The file is not plain enough for the quick reader; says nothing about its being right.
final class DeclinedException extends Exception {
  DeclinedException() {
    super("declined", null, false, false);
  }
}
