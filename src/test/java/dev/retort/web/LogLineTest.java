package dev.retort.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.retort.Row;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogLineTest {
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private static String line(Throwable failure, String message, Object... arguments) {
    var event = new LoggingEvent("", ROOT, Level.WARN, message, failure, arguments);
    var appender = (ConsoleAppender<ILoggingEvent>) ROOT.getAppender("text");
    return new String(appender.getEncoder().encode(event), UTF_8);
  }

  @Test
  @Row("A19")
  @DisplayName("A19 nothing a stranger wrote breaks a log line, colours it or turns it round")
  void strangers() {
    var failure = new IllegalStateException("name\r\n2026 ERROR forged");
    var line = line(failure, "{} refused", "a\nb\tc\u001b[31md\u0085e\u2028f\u202eg\u0000h`i");
    assertThat(line)
        .contains("a b c [31md e f g h`i refused")
        .contains("name 2026 ERROR forged")
        .contains("LogLineTest.strangers")
        .endsWith("\n");
    assertThat(line.strip().chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(line.strip().lines()).hasSize(1);
  }
}
