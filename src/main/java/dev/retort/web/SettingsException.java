package dev.retort.web;

/// A setting is missing or wrong. The message is one line for the person who runs the server.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
