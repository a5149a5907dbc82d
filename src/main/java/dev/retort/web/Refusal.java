package dev.retort.web;

/// A request that is answered with an error.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  /// @param message for the sender, and fit for a log
  Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
