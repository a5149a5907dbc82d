package dev.retort.forge;

/// The body of a webhook is no JSON object, or one that nobody sends in earnest: nested too deep,
/// or with a number that no identifier can be.
public final class MalformedPayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedPayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
