package dev.retort.web.setup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;

/// Who may set the server up: whoever can read its console, and nobody else. The console's token
/// opens a session; a registration begun in it carries a state of its own, good for one
/// registration that comes back from GitHub within the hour.
public final class SetupAccess {
  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int MOST_STATES = 50;

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock;
  private final String token = fresh();
  private final String session = fresh();
  private final Deque<Begun> begun = new ArrayDeque<>();

  private record Begun(String state, Instant until) {}

  public SetupAccess(InstantSource clock) {
    this.clock = clock;
  }

  /// What the console prints as part of the address.
  public String token() {
    return token;
  }

  /// What a browser that has shown the token is known by.
  String session() {
    return session;
  }

  boolean isToken(String given) {
    return same(token, given);
  }

  boolean isSession(String given) {
    return same(session, given);
  }

  /// A state for one registration. The oldest is forgotten where somebody begins very many.
  synchronized String begin() {
    if (begun.size() >= MOST_STATES) {
      begun.removeFirst();
    }
    String state = fresh();
    begun.addLast(new Begun(state, clock.instant().plus(PATIENCE)));
    return state;
  }

  /// Whether a state was given out here and no registration was completed with it yet. Asking does
  /// not use it up: a code that GitHub refuses, or an answer that is lost, costs nobody a new
  /// start.
  synchronized boolean isBegun(String given) {
    Instant now = clock.instant();
    begun.removeIf(each -> !now.isBefore(each.until()));
    boolean known = false;
    for (Begun each : begun) {
      known |= same(each.state(), given);
    }
    return known;
  }

  /// Takes back all states, since the registration is completed.
  synchronized void complete() {
    begun.clear();
  }

  private String fresh() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Takes the same time whichever characters differ.
  private static boolean same(String ours, String given) {
    return MessageDigest.isEqual(
        ours.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
