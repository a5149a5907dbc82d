package dev.retort.conversation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The line between the server and GitHub. It closes kept connections when it is told to, without a
/// word, as proxies do, and can bring answers that carry another time.
final class Line implements AutoCloseable {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private final ServerSocket server;
  private volatile Duration ahead = Duration.ZERO;
  private final URI to;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Line(String to) throws IOException {
    this.to = URI.create(to);
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket from = server.accept();
        Socket there = new Socket(to.getHost(), to.getPort());
        open.add(from);
        Thread.startVirtualThread(() -> copy(from, there, UnaryOperator.identity()));
        Thread.startVirtualThread(() -> copy(there, from, this::dated));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void copy(Socket from, Socket to, UnaryOperator<byte[]> change) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(change.apply(Arrays.copyOf(buffer, count)));
        out.flush();
      }
    } catch (IOException e) {
      // One side is gone, and so is the other then.
    } finally {
      open.remove(from);
    }
  }

  /// GitHub's clock, from the machine's.
  void shiftClock(Duration time) {
    ahead = time;
  }

  /// The head of an answer comes in one piece, and a date is as long as another.
  private byte[] dated(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("Date: ");
    if (ahead.isZero() || !text.startsWith("HTTP/1.1 ") || at < 0) {
      return bytes;
    }
    String date =
        DATE.format(ZonedDateTime.now(ZoneOffset.UTC).plus(ahead).truncatedTo(ChronoUnit.SECONDS));
    int from = at + "Date: ".length();
    return (text.substring(0, from) + date + text.substring(text.indexOf('\r', from)))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// @return how many connections were open
  int closeConnections() throws IOException {
    int closed = 0;
    for (Socket socket : Set.copyOf(open)) {
      socket.close();
      closed++;
    }
    return closed;
  }

  @Override
  public void close() throws IOException {
    server.close();
    closeConnections();
  }
}
