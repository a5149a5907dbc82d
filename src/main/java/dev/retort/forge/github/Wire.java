package dev.retort.forge.github;

import dev.retort.forge.ForgeException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/// The wire: sends requests and reads answers. All traffic to GitHub passes here, github-api's
/// included.
///
/// A read is repeated after a broken connection, a time-out, 502, 503 or 504; a write never,
/// because it may have been stored. Redirects keep method and body and are followed only within the
/// API's own origin: a token never goes to another host.
final class Wire {
  private static final int REDIRECTS = 5;

  /// Less than the five seconds after which many a proxy closes.
  private static final int KEPT_SECONDS = 4;

  /// More than there are connections.
  private static final int MOST_DEAD = 20;

  private static final long LARGEST_ANSWER = 160L * 1024 * 1024;

  private final ApiBase base;
  private final Timeouts timeouts;
  private final GitHubClock clock;
  private final OkHttpClient client;

  Wire(ApiBase base, Timeouts timeouts, GitHubClock clock) {
    this.base = base;
    this.timeouts = timeouts;
    this.clock = clock;
    // OkHttp's own repetition could send a POST twice.
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(timeouts.connect())
            .readTimeout(timeouts.read())
            .writeTimeout(timeouts.read())
            .callTimeout(timeouts.call())
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .eventListener(new Watching())
            .connectionPool(new ConnectionPool(16, KEPT_SECONDS, TimeUnit.SECONDS))
            .build();
  }

  /// @param authorization value of the header; empty for none
  /// @return the answer, whatever its status
  /// @throws ForgeException.Unavailable where there was none
  /// @throws ForgeException.Refused where the call, or a redirect, leads to another host
  Answer exchange(Call call, String authorization) {
    long begun = System.nanoTime();
    int dead = 0;
    for (int attempt = 1; ; attempt++) {
      boolean last =
          !call.repeatable()
              || attempt >= timeouts.tries()
              || System.nanoTime() - begun > timeouts.call().toNanos();
      try {
        Answer answer = follow(call, authorization);
        if (last || !isPassing(answer.status())) {
          return answer;
        }
      } catch (DeadConnectionException e) {
        // A pooled connection that the other side had closed: nothing was tried yet.
        if (call.repeatable() && ++dead <= MOST_DEAD) {
          attempt--;
          continue;
        }
        throw new ForgeException.Unavailable(
            call.name() + ": no answer from GitHub (" + reason(e) + ")", timeouts.outage(), e);
      } catch (IOException e) {
        if (last || System.nanoTime() - begun > timeouts.call().toNanos()) {
          throw new ForgeException.Unavailable(
              call.name() + ": no answer from GitHub (" + reason(e) + ")", timeouts.outage(), e);
        }
      }
      pause(call, timeouts.backOff().multipliedBy(1L << (attempt - 1)));
    }
  }

  private static boolean isPassing(int status) {
    return status == 502 || status == 503 || status == 504;
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void pause(Call call, Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ForgeException.Unavailable(call.name() + ": interrupted", timeouts.outage(), e);
    }
  }

  private Answer follow(Call call, String authorization) throws IOException {
    Call next = call;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      if (!base.holds(next.url())) {
        throw new ForgeException.Refused(
            call.name()
                + ": leads to another host, `"
                + next.url().host()
                + "`, and is not followed",
            new IOException("foreign host"));
      }
      Answer answer = send(next, authorization);
      switch (answer.status()) {
        case 301, 302, 307, 308 -> {
          HttpUrl to = answer.header("Location").map(next.url()::resolve).orElse(null);
          if (to == null) {
            throw new IOException("a redirect without a usable address");
          }
          next = next.at(to);
        }
        default -> {
          return answer;
        }
      }
    }
    throw new IOException("redirected more than " + REDIRECTS + " times");
  }

  private Answer send(Call call, String authorization) throws IOException {
    Request.Builder request =
        new Request.Builder()
            .url(call.url())
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .header("User-Agent", "retort");
    call.headers().forEach(request::header);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    boolean bodiless = call.method().equals("GET") || call.method().equals("HEAD");
    Attempt attempt = new Attempt();
    request.tag(Attempt.class, attempt);
    request.method(
        call.method(),
        bodiless || (call.method().equals("DELETE") && call.body().length == 0)
            ? null
            : RequestBody.create(call.body()));
    try (Response response = client.newCall(request.build()).execute()) {
      Answer answer = new Answer(response.code(), response.headers(), read(response));
      clock.observe(answer);
      return answer;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw attempt.wasDead() ? new DeadConnectionException(e) : e;
    }
  }

  /// What became of one request, as far as the connection knows.
  private static final class Attempt {
    private volatile boolean connected;
    private volatile boolean answered;

    boolean wasDead() {
      return !connected && !answered;
    }
  }

  /// The connection was an old one, and gone before an answer began.
  private static final class DeadConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    DeadConnectionException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static final class Watching extends EventListener {
    @Override
    public void connectStart(okhttp3.Call call, InetSocketAddress to, Proxy proxy) {
      attempt(call).ifPresent(attempt -> attempt.connected = true);
    }

    @Override
    public void responseHeadersStart(okhttp3.Call call) {
      attempt(call).ifPresent(attempt -> attempt.answered = true);
    }

    private static Optional<Attempt> attempt(okhttp3.Call call) {
      return Optional.ofNullable(call.request().tag(Attempt.class));
    }
  }

  private static byte[] read(Response response) throws IOException {
    BufferedSource source = response.body().source();
    Buffer bytes = new Buffer();
    while (source.read(bytes, 64 * 1024) != -1) {
      if (bytes.size() > LARGEST_ANSWER) {
        throw new IOException("an answer of more than " + LARGEST_ANSWER + " bytes");
      }
    }
    return bytes.readByteArray();
  }
}
