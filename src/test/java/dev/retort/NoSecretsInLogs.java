package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.retort.standin.RegisteredApp;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Reads every line that any test writes to the log, and fails the class that wrote a secret:
/// tokens, assertions, private keys, the webhook secret. Registered for all tests.
@Row("G9")
public final class NoSecretsInLogs implements BeforeAllCallback, AfterAllCallback {
  private static final Pattern SECRET =
      Pattern.compile(
          "gh[a-z]_[A-Za-z0-9_]{8,}|github_pat_|eyJ[A-Za-z0-9_-]{8,}\\.eyJ|-----BEGIN [A-Z ]*PRIVATE|Bearer [A-Za-z0-9]|"
              + Pattern.quote(RegisteredApp.retort().webhookSecret()));

  static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
  private static final Reader READER = new Reader();

  private static final class Reader extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      look(event.getFormattedMessage());
      event.getMDCPropertyMap().values().forEach(Reader::look);
      look(event.getThrowableProxy());
    }

    private static void look(@Nullable IThrowableProxy thrown) {
      for (IThrowableProxy each = thrown; each != null; each = each.getCause()) {
        look(String.valueOf(each.getMessage()));
      }
    }

    private static void look(String text) {
      if (SECRET.matcher(text).find()) {
        FOUND.add(text);
      }
    }
  }

  /// Reads what a process of its own wrote as well.
  static void read(String log) {
    log.lines().forEach(Reader::look);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    if (!root.isAttached(READER)) {
      READER.start();
      root.addAppender(READER);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    assertThat(FOUND).as("secrets in the log of %s", context.getDisplayName()).isEmpty();
  }
}
