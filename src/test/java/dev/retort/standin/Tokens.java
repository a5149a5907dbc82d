package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Who is asking: the App by a JSON web token that it signed, or its installation by a token that
/// lasts an hour.
final class Tokens {
  /// @param permissions a part of the App's own, fixed when the token was made
  /// @param repositories which it opens; all where it names none
  record Installation(
      String token, Instant expiresAt, Map<String, String> permissions, Set<Long> repositories) {
    boolean opens(HostedRepository repository) {
      return repositories.isEmpty() || repositories.contains(repository.id());
    }

    boolean may(String permission, String level) {
      String granted = permissions.getOrDefault(permission, "none");
      return granted.equals("write") || granted.equals(level);
    }
  }

  private final StandIn github;
  private final Map<String, Installation> installations = new ConcurrentHashMap<>();

  Tokens(StandIn github) {
    this.github = github;
  }

  Installation issue(Map<String, String> permissions, Set<Long> repositories) {
    String token = "ghs_" + UUID.randomUUID().toString().replace("-", "");
    Installation installation =
        new Installation(
            token,
            github.now().plus(Duration.ofHours(1)),
            Map.copyOf(permissions),
            Set.copyOf(repositories));
    installations.put(token, installation);
    return installation;
  }

  /// Makes every token that was handed out worthless.
  void revokeAll() {
    installations.clear();
  }

  Optional<Installation> installation(String authorization) {
    return Optional.ofNullable(installations.get(secret(authorization)))
        .filter(token -> token.expiresAt().isAfter(github.now()));
  }

  private static String secret(String authorization) {
    int space = authorization.indexOf(' ');
    return authorization.substring(space + 1).trim();
  }

  /// @throws Refusal where it is not the App
  void requireApp(String authorization) {
    String[] parts = secret(authorization).split("\\.", -1);
    if (parts.length != 3) {
      throw Refusal.of(401, "A JSON web token could not be decoded");
    }
    JsonNode claims;
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      JsonNode header = Json.MAPPER.readTree(decoder.decode(parts[0]));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(github.app().publicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!header.path("alg").asText().equals("RS256")
          || !signature.verify(decoder.decode(parts[2]))) {
        throw Refusal.of(401, "A JSON web token could not be decoded");
      }
      claims = Json.MAPPER.readTree(decoder.decode(parts[1]));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw Refusal.of(401, "A JSON web token could not be decoded");
    }
    String issuer = claims.path("iss").asText();
    if (!issuer.equals(Long.toString(github.app().id()))) {
      throw Refusal.of(401, "'Issuer' claim ('iss') must be an Integer");
    }
    Instant now = github.now();
    long issued = claims.path("iat").asLong(Long.MAX_VALUE);
    long expires = claims.path("exp").asLong(0);
    if (issued > now.getEpochSecond()) {
      throw Refusal.of(
          401,
          "'Issued at' claim ('iat') must be an Integer representing the time that the assertion"
              + " was issued");
    }
    if (expires <= now.getEpochSecond()) {
      throw Refusal.of(
          401,
          "'Expiration time' claim ('exp') must be a numeric value representing the future time at"
              + " which the assertion expires");
    }
    if (expires > now.plus(Duration.ofMinutes(10)).getEpochSecond()) {
      throw Refusal.of(401, "'Expiration time' claim ('exp') is too far in the future");
    }
  }
}
