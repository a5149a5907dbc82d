package dev.retort.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// The reader of request bodies within bounds of size and time, and of memory for all of them
/// together: whoever sends is a stranger until the last byte has been read and the signature
/// compared.
final class BodyReader {
  private static final int CHUNK = 16 * 1024;

  private final int largest;
  private final Duration longest;
  private final long memory;
  private final AtomicLong inUse = new AtomicLong();

  /// @param largest bytes
  /// @param longest from the first byte to the last
  /// @param memory bytes of all bodies that are being read or worked on
  BodyReader(int largest, Duration longest, long memory) {
    this.largest = largest;
    this.longest = longest;
    this.memory = Math.max(memory, largest);
  }

  /// What is done with a body, while its memory counts as in use.
  interface Use<T> {
    T of(byte[] body);
  }

  /// @param announced the length that the request names, or -1
  <T> T read(InputStream stream, long announced, Use<T> use) {
    var deadline = System.nanoTime() + longest.toNanos();
    if (announced > largest) {
      discard(stream, deadline);
      throw tooLarge();
    }
    var taken = new long[1];
    try {
      return use.of(read(stream, deadline, taken));
    } finally {
      inUse.addAndGet(-taken[0]);
    }
  }

  private byte[] read(InputStream stream, long deadline, long[] taken) {
    var body = new ByteArrayOutputStream(CHUNK);
    var chunk = new byte[CHUNK];
    try {
      for (int length; (length = stream.read(chunk)) >= 0; ) {
        body.write(chunk, 0, length);
        taken[0] += length;
        if (inUse.addAndGet(length) > memory) {
          throw new Refusal(503, "too many large bodies at the same time");
        }
        if (body.size() > largest) {
          discard(stream, deadline);
          throw tooLarge();
        }
        if (System.nanoTime() - deadline > 0) {
          throw tooSlow();
        }
      }
      return body.toByteArray();
    } catch (IOException e) {
      throw refusalOf(e);
    }
  }

  /// Lets a sender finish that would otherwise not see the answer, as far as that is cheap.
  private void discard(InputStream stream, long deadline) {
    var chunk = new byte[CHUNK];
    try {
      for (long left = 2L * largest; left > 0 && System.nanoTime() - deadline < 0; ) {
        var length = stream.read(chunk);
        if (length < 0) {
          return;
        }
        left -= length;
      }
    } catch (IOException e) {
      // The answer is the same.
    }
  }

  private Refusal tooLarge() {
    return new Refusal(413, "the body is larger than " + largest + " bytes");
  }

  private Refusal tooSlow() {
    return new Refusal(
        408,
        "the body did not come within " + TimeUnit.NANOSECONDS.toMillis(longest.toNanos()) + " ms");
  }

  private Refusal refusalOf(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return tooSlow();
      }
    }
    return new Refusal(400, "the body broke off");
  }

  /// A request that is answered with an error.
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    /// @param message for the sender, and fit for a log
    Refusal(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
