package dev.retort.cli;

import java.util.Optional;

/// What a tree is judged against.
sealed interface Basis {
  /// The commit or branch, where there is one.
  Optional<String> ref();

  /// What a reader has to know of it: nothing where it was named.
  Optional<String> told();

  /// A commit or branch that somebody named.
  record Named(String name) implements Basis {
    @Override
    public Optional<String> ref() {
      return Optional.of(name);
    }

    @Override
    public Optional<String> told() {
      return Optional.empty();
    }
  }

  /// The branch on which changes of this clone usually land.
  record Usual(String name) implements Basis {
    @Override
    public Optional<String> ref() {
      return Optional.of(name);
    }

    @Override
    public Optional<String> told() {
      return Optional.of("Judged as it would land on " + name + " (--base names another).");
    }
  }

  /// Nothing: the tree was judged alone.
  ///
  /// @param reason a clause, where it was not wished so
  record Alone(Optional<String> reason) implements Basis {
    @Override
    public Optional<String> ref() {
      return Optional.empty();
    }

    @Override
    public Optional<String> told() {
      return Optional.of(
          "The tree was judged alone"
              + reason.map(each -> ": " + each).orElse("")
              + "."
              + (reason.isPresent() ? " `--base REF` judges how it would land." : ""));
    }
  }
}
