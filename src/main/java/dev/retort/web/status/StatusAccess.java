package dev.retort.web.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.retort.change.Sha256;
import dev.retort.web.SettingsException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// Who may see the status page: whoever knows its token. Replicas that are given the same one know
/// each other's visitors.
public final class StatusAccess {
  private static final int SHORTEST = 16;

  private final String token;
  private final boolean given;

  /// @param configured the operator's own token; empty for a fresh one
  /// @throws SettingsException where it could be guessed
  public StatusAccess(Optional<String> configured) {
    if (configured.filter(text -> text.length() < SHORTEST).isPresent()) {
      throw new SettingsException(
          "RETORT_STATUS_TOKEN is shorter than "
              + SHORTEST
              + " characters and could be guessed; make one with `openssl rand -hex 32`.");
    }
    this.given = configured.isPresent();
    this.token = configured.orElseGet(StatusAccess::fresh);
  }

  /// What to say to whoever starts the server; empty where the token is the operator's own, which
  /// no console need repeat.
  public Optional<String> path() {
    return given ? Optional.empty() : Optional.of("/status?token=" + token);
  }

  boolean isToken(String text) {
    return same(token, text);
  }

  /// What a browser that has shown the token is known by: it tells nothing of the token.
  String session() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Sha256.of("a visitor with " + token));
  }

  boolean isSession(String text) {
    return same(session(), text);
  }

  private static String fresh() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Takes the same time whichever characters differ.
  private static boolean same(String ours, String text) {
    return MessageDigest.isEqual(ours.getBytes(UTF_8), text.getBytes(UTF_8));
  }
}
