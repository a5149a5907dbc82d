package dev.retort.git;

/// What the command was given cannot be used: one line for the person, exit code 2.
public final class UnusableInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnusableInputException(String message) {
    super(message);
  }

  public String line() {
    return String.valueOf(getMessage());
  }
}
