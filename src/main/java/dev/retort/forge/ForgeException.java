package dev.retort.forge;

import java.time.Duration;
import java.util.Optional;

/// GitHub did not do what it was asked. The kinds are what a use case can act on.
public abstract sealed class ForgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ForgeException(String message, Throwable cause) {
    super(message, cause);
  }

  /// It is not there, or we may not know that it is (404, 410).
  public static final class NotFound extends ForgeException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// We may not (401, 403 that is no limit).
  public static final class Forbidden extends ForgeException {
    private static final long serialVersionUID = 1L;
    private final Why why;
    private final String permission;

    private enum Why {
      INSTALLATION_GONE,
      ARCHIVED,
      PERMISSION,
      UNTOLD
    }

    public Forbidden(String message, Throwable cause) {
      this(message, cause, Why.UNTOLD, "");
    }

    private Forbidden(String message, Throwable cause, Why why, String permission) {
      super(message, cause);
      this.why = why;
      this.permission = permission;
    }

    public static Forbidden installationGone(String message, Throwable cause) {
      return new Forbidden(message, cause, Why.INSTALLATION_GONE, "");
    }

    public static Forbidden archived(String message, Throwable cause) {
      return new Forbidden(message, cause, Why.ARCHIVED, "");
    }

    /// @param permission that would do, such as `contents: write`; it is said behind the message
    public static Forbidden lacking(String permission, String message, Throwable cause) {
      String hint =
          " (the App lacks the permission `"
              + permission
              + "`: add it in the App's settings and have the installation accept it)";
      return new Forbidden(message + hint, cause, Why.PERMISSION, permission);
    }

    /// Whether the App has been uninstalled or suspended, so that nothing of this installation can
    /// be reached any more.
    public boolean installationGone() {
      return why == Why.INSTALLATION_GONE;
    }

    /// Whether the repository is archived, so that nothing can be written there.
    public boolean archived() {
      return why == Why.ARCHIVED;
    }

    /// The permission that would do, such as `contents: write`, where that is what is missing.
    public Optional<String> missingPermission() {
      return Optional.of(permission).filter(_ -> why == Why.PERMISSION);
    }
  }

  /// It makes no sense to GitHub, or no longer does (409, 422).
  public static final class Refused extends ForgeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /// Later, perhaps: 5xx, time-outs, broken connections, limits.
  public static final class Unavailable extends ForgeException {
    private static final long serialVersionUID = 1L;
    private final Duration retryAfter;
    private final boolean limited;

    public Unavailable(String message, Duration retryAfter, Throwable cause) {
      this(message, retryAfter, cause, false);
    }

    private Unavailable(String message, Duration retryAfter, Throwable cause, boolean limited) {
      super(message, cause);
      this.retryAfter = retryAfter;
      this.limited = limited;
    }

    public static Unavailable limited(String message, Duration retryAfter, Throwable cause) {
      return new Unavailable(message, retryAfter, cause, true);
    }

    /// Whether GitHub takes nothing at all for a while, because too much was asked.
    public boolean limited() {
      return limited;
    }

    /// How long to wait before asking again.
    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
