package dev.retort.web;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.net.BindException;
import java.util.Locale;

/// A server that begins to listen, or a sentence about why it cannot.
final class Listening {
  private Listening() {}

  /// @param variable which one names the port
  /// @throws SettingsException where the address is taken, not allowed or not this machine's
  static void start(Javalin server, String host, int port, String variable) {
    // It would say the same before us, without what to do.
    JavalinLogger.enabled = false;
    try {
      server.start();
    } catch (JavalinBindException e) {
      throw new SettingsException(
          "Cannot listen on %s:%d: %s.".formatted(host, port, advice(e, variable)));
    } finally {
      JavalinLogger.enabled = true;
    }
  }

  private static String advice(Throwable failure, String variable) {
    String said = reason(failure).toLowerCase(Locale.ROOT);
    if (said.contains("permission denied")) {
      return "this user may not; take a %s from 1024 up, and put a proxy before it"
          .formatted(variable);
    }
    if (said.contains("cannot assign")) {
      return "that is no address of this machine; RETORT_HOST=0.0.0.0 listens on all";
    }
    return "another process uses that port; stop it, or let %s name another".formatted(variable);
  }

  private static String reason(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof BindException) {
        return String.valueOf(each.getMessage());
      }
    }
    return "";
  }
}
