package dev.retort.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.job.Deliveries;
import dev.retort.standin.HostedPullRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// The log, for machines that read it.
class LogTest {
  @TempDir private Path data;

  /// The log as it is set up by variables of these values.
  private static LoggerContext setUp(String log, String level) throws JoranException {
    LoggerContext context = new LoggerContext();
    context.putProperty("RETORT_LOG", log);
    context.putProperty("RETORT_LOG_LEVEL", level);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
    return context;
  }

  /// Keeps each event as a line of JSON, with what its thread says that it is about.
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Queue<JsonNode> lines = new ConcurrentLinkedQueue<>();
    private final ConsoleAppender<ILoggingEvent> json;

    Lines(ConsoleAppender<ILoggingEvent> json) {
      this.json = json;
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(World.json(new String(json.getEncoder().encode(event), UTF_8)));
    }

    List<JsonNode> that(String says) {
      return lines.stream()
          .filter(line -> line.path("formattedMessage").asText().contains(says))
          .toList();
    }
  }

  @Test
  void each_line_is_an_object_that_says_what_it_is_about() throws JoranException {
    ConsoleAppender<ILoggingEvent> json =
        (ConsoleAppender<ILoggingEvent>)
            setUp("json", "info").getLogger(Logger.ROOT_LOGGER_NAME).getAppender("json");
    Lines lines = new Lines(json);
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Logger deliveries = (Logger) LoggerFactory.getLogger(Deliveries.class);
    lines.start();
    root.addAppender(lines);
    deliveries.setLevel(Level.DEBUG);
    try (World world = new World(data)) {
      HostedPullRequest pull = world.open("first", "d1d100000004");
      world.awaitConclusion(pull, "success");
      world.settle();
      String delivery = world.github.webhooks().log("pull_request", "opened").getFirst().guid();
      String job = "review " + world.shop.id() + "#" + pull.number();

      assertThat(lines.that("pull_request " + delivery + ": {"))
          .singleElement()
          .satisfies(line -> {
            assertThat(line.path("mdc").path("delivery").asText()).isEqualTo(delivery);
            assertThat(line.path("level").asText()).isEqualTo("INFO");
          });
      assertThat(lines.that("asks for [" + job + "]"))
          .anySatisfy(
              line -> assertThat(line.path("mdc").path("delivery").asText()).isEqualTo(delivery));
      assertThat(lines.that(": success at " + pull.headSha()))
          .isNotEmpty()
          .allSatisfy(line -> {
            JsonNode about = line.path("mdc");
            assertThat(about.path("job").asText()).isEqualTo(job);
            assertThat(about.path("installation").asLong()).isEqualTo(world.github.installation());
            assertThat(about.path("repository").asText()).isEqualTo("acme/shop");
            assertThat(about.path("pull_request").asInt()).isEqualTo(pull.number());
          });
    } finally {
      root.detachAppender(lines);
      deliveries.setLevel(null);
    }
  }

  @ParameterizedTest
  @CsvSource({"error,ERROR", "warn,WARN", "info,INFO", "debug,DEBUG", "trace,TRACE"})
  void a_variable_sets_the_level(String variable, String level) throws JoranException {
    assertThat(setUp("text", variable).getLogger("dev.retort").getEffectiveLevel())
        .isEqualTo(Level.toLevel(level));
  }
}
