package dev.retort.bot;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.retort.forge.PullRequest;
import java.util.Optional;

/// Our own records as text: what jobs, intents and ledgers carry. What a newer version wrote beside
/// what is known here is left out, so that two versions can work on one database.
public final class Payload {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(PullRequest.class, FlatPullRequest.class)
          .addMixIn(PullRequest.Head.class, FlatHead.class)
          .addMixIn(PullRequest.Base.class, FlatBase.class)
          .addModule(new Jdk8Module())
          .build();

  private Payload() {}

  /// A pull request is written without its groups, as it always was. Jackson looks at the methods.
  @SuppressWarnings("UnusedMethod")
  private interface FlatPullRequest {
    @JsonUnwrapped
    PullRequest.State state();

    @JsonUnwrapped
    PullRequest.Head head();

    @JsonUnwrapped
    PullRequest.Base base();

    @JsonUnwrapped
    PullRequest.Remarks remarks();
  }

  private interface FlatHead {
    @JsonProperty("headSha")
    String sha();

    @JsonProperty("headBranch")
    String branch();

    @JsonProperty("headRepository")
    Optional<String> repository();
  }

  private interface FlatBase {
    @JsonProperty("baseBranch")
    String branch();
  }

  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours does not write as JSON", e);
    }
  }

  public static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was stored is no " + type.getSimpleName(), e);
    }
  }
}
