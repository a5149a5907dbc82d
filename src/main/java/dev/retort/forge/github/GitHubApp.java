package dev.retort.forge.github;

import dev.retort.forge.ForgeException;
import dev.retort.forge.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHAppCreateTokenBuilder;
import org.kohsuke.github.GHAppInstallationToken;
import org.kohsuke.github.GHEventPayload;
import org.kohsuke.github.GHPermissionType;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;

/// Our App at GitHub: signs its own requests, holds the tokens of its installations, and keeps
/// quiet where GitHub asked it to. Safe for many threads; installations don't wait for each other.
///
/// A token is used until five minutes before it ends and is renewed once where GitHub refuses it
/// early. After a limit the installation that met it sends nothing until its time has come: each
/// call fails at once with [ForgeException.Unavailable], so that no thread waits.
public final class GitHubApp {
  private static final Duration MARGIN = Duration.ofMinutes(5);
  private static final long ANSWERS = 16L * 1024 * 1024;

  /// What reading, judging and telling people need.
  private static final Map<String, GHPermissionType> SAYING =
      Map.of(
          "checks", GHPermissionType.WRITE,
          "contents", GHPermissionType.READ,
          "issues", GHPermissionType.WRITE,
          "metadata", GHPermissionType.READ,
          "pull_requests", GHPermissionType.WRITE);

  private final Credentials credentials;
  private final AppAssertion assertion;
  private final ApiBase base;
  private final GitHubClock clock;
  private final Wire wire;
  private final Limits limits;
  private final Runnable beforeWrite;
  private final CallMeter meter = new CallMeter();
  private final Map<Access.Installation, TokenSlot> tokens = new ConcurrentHashMap<>();
  private final Map<Long, Instant> silentUntil = new ConcurrentHashMap<>();
  private final Map<Long, CircuitBreaker> breakers = new ConcurrentHashMap<>();
  private final SharedFetch<Asked, Answer> answers =
      new SharedFetch<>(ANSWERS, answer -> answer.body().length + 1024L);
  private volatile @Nullable String slug;
  private volatile Instant graphQlMissingUntil = Instant.MIN;

  /// @param appId as the App's settings show it
  /// @param privateKey PEM, PKCS#1 or PKCS#8; asked each time something is signed
  public record Credentials(long appId, Supplier<String> privateKey) {
    /// A key that stays as it is.
    public Credentials(long appId, String privateKey) {
      this(appId, () -> privateKey);
    }

    @Override
    public String toString() {
      return "App " + appId;
    }
  }

  private record Asked(Access access, HttpUrl url) {}

  /// The token of one installation, and who is fetching it.
  private static final class TokenSlot {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String token;
    private Instant ends = Instant.MIN;
  }

  /// @param apiBase `https://api.github.com`, or `https://HOST/api/v3`; http only for this machine
  /// @throws IllegalArgumentException where the key or the address can't be used
  public GitHubApp(Credentials credentials, URI apiBase, Timeouts timeouts, Clock clock) {
    this(credentials, apiBase, timeouts, clock, Limits.NONE, () -> {});
  }

  /// @param limits what is remembered of GitHub's, and how many writes may go
  /// @param beforeWrite runs before anything of an installation is changed; what it throws keeps
  ///   the request from being sent
  public GitHubApp(
      Credentials credentials,
      URI apiBase,
      Timeouts timeouts,
      Clock clock,
      Limits limits,
      Runnable beforeWrite) {
    this.limits = limits;
    this.beforeWrite = beforeWrite;
    this.credentials = credentials;
    this.assertion = new AppAssertion(credentials.appId(), new AppKey(credentials.privateKey()));
    this.base = ApiBase.of(apiBase);
    this.clock = new GitHubClock(clock);
    this.wire = new Wire(base, timeouts, this.clock);
  }

  long id() {
    return credentials.appId();
  }

  /// How far our clock runs ahead of GitHub's.
  Duration clockAhead() {
    return clock.ahead().negated();
  }

  ApiBase base() {
    return base;
  }

  /// The App's name in addresses; `slug[bot]` is who its comments are from. Asked once.
  public String slug() {
    String known = slug;
    if (known == null) {
      known = Asking.of("GET /app", () -> kohsuke(new Access.App()).getApp().getSlug());
      slug = known;
    }
    return known;
  }

  /// Whether GraphQL is there, as far as is known; where it is not, that is looked at again in an
  /// hour.
  boolean hasGraphQl() {
    return !clock.now().isBefore(graphQlMissingUntil);
  }

  void lacksGraphQl() {
    graphQlMissingUntil = clock.now().plus(Duration.ofHours(1));
  }

  /// github-api's entry, sending through here.
  GitHub kohsuke(Access access) {
    return kohsuke(access, UnaryOperator.identity());
  }

  GitHub kohsuke(Access access, UnaryOperator<HttpUrl> address) {
    return Asking.of(
        "github-api",
        () ->
            new GitHubBuilder()
                .withEndpoint(base.text())
                .withConnector(new KohsukeConnector(this, access, address))
                .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                .build());
  }

  /// Sends a request in that name.
  ///
  /// @return a success
  /// @throws ForgeException for everything else
  Answer send(Access access, Call call) {
    keepSilence(access, call);
    if (access instanceof Access.Installation installation && !call.repeatable()) {
      beforeWrite.run();
      space(installation, call);
    }
    CircuitBreaker breaker = breakers.computeIfAbsent(line(access), _ -> new CircuitBreaker());
    Call sent = breaker.admit(call.name(), clock.now()) ? call.once() : call;
    try {
      Answer answer = trustedAnswer(access, sent);
      if (answer.status() >= 500) {
        breaker.failed(clock.now());
      } else {
        breaker.succeeded();
      }
      return success(access, call, answer);
    } catch (ForgeException.Unavailable e) {
      // One that GitHub answered has been counted, and one that stalls says nothing of the others.
      if (!e.limited() && e.getCause() instanceof ConnectException) {
        breaker.failed(clock.now());
      }
      throw e;
    }
  }

  /// Limits and outages are an installation's; 0 for the App itself.
  private static long line(Access access) {
    return switch (access) {
      case Access.App _ -> 0;
      case Access.Installation installation -> installation.id();
    };
  }

  private Answer trustedAnswer(Access access, Call call) {
    Duration ahead = clock.ahead();
    String authorization = authorization(access);
    Answer answer = ask(access, call, authorization);
    if (answer.status() == 401) {
      boolean worthATry =
          switch (access) {
            case Access.App _ -> !clock.ahead().equals(ahead);
            case Access.Installation installation -> forget(installation, authorization);
          };
      if (worthATry) {
        answer = ask(access, call, authorization(access));
      }
    }
    meter.count(access, call, answer);
    return answer;
  }

  private Answer success(Access access, Call call, Answer answer) {
    Optional<Duration> limit = Failures.limit(answer, clock.now());
    if (limit.isPresent()) {
      Instant until = clock.now().plus(limit.get());
      silentUntil.put(line(access), until);
      limits.quieten(line(access), until);
      throw ForgeException.Unavailable.limited(
          call.name() + ": GitHub's limit is reached (" + Failures.message(answer) + ")",
          limit.get(),
          new IOException("HTTP " + answer.status()));
    }
    if (!Failures.isSuccess(answer)) {
      throw Failures.of(call, answer);
    }
    return answer;
  }

  private void keepSilence(Access access, Call call) {
    Instant until =
        silentUntil.computeIfAbsent(
            line(access), line -> limits.quietUntil(line).orElse(Instant.MIN));
    if (until.equals(Instant.MIN)) {
      return;
    }
    Duration left = Duration.between(clock.now(), until);
    if (left.isPositive()) {
      throw ForgeException.Unavailable.limited(
          call.name() + ": not sent, GitHub's limit holds for " + left.toSeconds() + " s more",
          left,
          new IOException("limit"));
    }
    silentUntil.replace(line(access), until, Instant.MIN);
  }

  /// GitHub slows down who changes much in a short time.
  private void space(Access.Installation installation, Call call) {
    Optional<Instant> until = limits.write(installation.id());
    if (until.isPresent()) {
      Duration left = Duration.between(clock.now(), until.get());
      throw ForgeException.Unavailable.limited(
          call.name() + ": not sent, as many writes as GitHub allows were sent already",
          left.isPositive() ? left : Duration.ofSeconds(1),
          new IOException("limit"));
    }
  }

  /// A read that was answered before is asked with that answer's ETag: unchanged costs nothing of
  /// the limit. Git objects never change and are remembered elsewhere.
  private Answer ask(Access access, Call call, String authorization) {
    String path = call.url().encodedPath();
    if (!call.method().equals("GET")
        || path.contains("/git/blobs/")
        || path.contains("/git/trees/")) {
      return wire.exchange(call, authorization);
    }
    Asked asked = new Asked(access, call.url());
    Optional<Answer> known = answers.known(asked);
    Optional<String> tag = known.flatMap(answer -> answer.header("ETag"));
    Answer answer =
        wire.exchange(tag.map(t -> call.with("If-None-Match", t)).orElse(call), authorization);
    if (answer.status() == 304 && known.isPresent()) {
      return known.get();
    }
    if (answer.status() == 200 && answer.header("ETag").isPresent()) {
      answers.remember(asked, answer);
    }
    return answer;
  }

  private String authorization(Access access) {
    return "Bearer "
        + switch (access) {
          case Access.App _ -> assertion.at(clock.now());
          case Access.Installation installation -> token(installation);
        };
  }

  private String token(Access.Installation installation) {
    TokenSlot slot = tokens.computeIfAbsent(installation, _ -> new TokenSlot());
    slot.lock.lock();
    try {
      String token = slot.token;
      if (token == null || !clock.now().isBefore(slot.ends)) {
        GHAppInstallationToken fresh = fetch(installation);
        token = fresh.getToken();
        slot.token = token;
        slot.ends = Asking.of("expires_at", () -> fresh.getExpiresAt().toInstant()).minus(MARGIN);
      }
      return token;
    } finally {
      slot.lock.unlock();
    }
  }

  /// @return true, because a new token is worth a try
  private boolean forget(Access.Installation installation, String authorization) {
    TokenSlot slot = tokens.computeIfAbsent(installation, _ -> new TokenSlot());
    slot.lock.lock();
    try {
      // Another thread may have renewed it meanwhile.
      if (authorization.equals("Bearer " + slot.token)) {
        slot.token = null;
      }
      return true;
    } finally {
      slot.lock.unlock();
    }
  }

  /// A token for one repository, with no more than what is done there needs. An installation that
  /// does not grant all of that gets a token with what it does grant, for reading and saying; where
  /// contents are to be written, the missing permission is the answer.
  private GHAppInstallationToken fetch(Access.Installation access) {
    String what = "POST /app/installations/" + access.id() + "/access_tokens";
    Map<String, GHPermissionType> wanted = new HashMap<>(SAYING);
    if (access.writes()) {
      wanted.put("contents", GHPermissionType.WRITE);
    }
    try {
      return create(what, access, Optional.of(wanted));
    } catch (ForgeException.NotFound e) {
      throw ForgeException.Forbidden.installationGone(
          what + ": the App is not installed there any more", e);
    } catch (ForgeException.Forbidden e) {
      String message = String.valueOf(e.getMessage());
      throw message.contains("suspended")
          ? ForgeException.Forbidden.installationGone(message, e)
          : e;
    } catch (ForgeException.Refused e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("repository")) {
        throw new ForgeException.Forbidden(message, e);
      }
      if (access.writes()) {
        throw ForgeException.Forbidden.lacking("contents: write", message, e);
      }
      return create(what, access, Optional.empty());
    }
  }

  private GHAppInstallationToken create(
      String what,
      Access.Installation access,
      Optional<Map<String, GHPermissionType>> permissions) {
    String payload = "{\"installation\":{\"id\":" + access.id() + "}}";
    return Asking.of(
        what,
        () -> {
          GHAppCreateTokenBuilder token =
              kohsuke(new Access.App())
                  .parseEventPayload(new StringReader(payload), GHEventPayload.Ping.class)
                  .getInstallation()
                  .createToken();
          if (access.repository() != Access.EVERYWHERE) {
            token.repositoryIds(List.of(access.repository()));
          }
          permissions.ifPresent(token::permissions);
          return token.create();
        });
  }
}
