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
import java.util.Iterator;

/// Who may set the server up: whoever can read its console, and nobody else. The console's token
/// opens a session; a registration begun in it carries a state of its own, good for one return from
/// GitHub within the hour.
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

  /// Whether a state was given out here and has not come back before.
  synchronized boolean returns(String given) {
    Instant now = clock.instant();
    boolean known = false;
    for (Iterator<Begun> each = begun.iterator(); each.hasNext(); ) {
      Begun one = each.next();
      boolean matches = same(one.state(), given);
      known |= matches && now.isBefore(one.until());
      if (matches || !now.isBefore(one.until())) {
        each.remove();
      }
    }
    return known;
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
