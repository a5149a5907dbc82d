package dev.retort.forge.github;

/// In whose name a request is sent.
sealed interface Access {
  /// The App itself, by a signed assertion.
  record App() implements Access {}

  /// One installation of it, by a token of an hour.
  record Installation(long id) implements Access {}
}
