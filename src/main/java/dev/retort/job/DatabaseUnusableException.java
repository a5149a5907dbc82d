package dev.retort.job;

/// The database cannot be opened, and trying again won't help. The message is one line for the
/// person who runs the server: what, where, and what to do next.
public final class DatabaseUnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseUnusableException(String message) {
    super(message);
  }

  public DatabaseUnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
