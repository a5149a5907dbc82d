package dev.retort.forge.github;

/// In whose name a request is sent.
sealed interface Access {
  /// In place of a repository: all that the installation has.
  long EVERYWHERE = 0;

  /// The App itself, by a signed assertion.
  record App() implements Access {}

  /// One installation of it, by a token of an hour that opens one repository, and no more of it
  /// than what is done there needs.
  ///
  /// @param id the installation's
  /// @param repository by GitHub's id, or [#EVERYWHERE]
  /// @param writes whether to the repository's contents
  record Installation(long id, long repository, boolean writes) implements Access {}
}
