package dev.retort.conversation;

import com.sun.net.httpserver.HttpServer;
import dev.retort.Server;
import dev.retort.web.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// `retort serve` with a test's patience, in a process of its own. Beside its own port it has one
/// that tells how many jobs there are.
final class QuickServer {
  static final String COUNTED = "Jobs are counted on ";

  private QuickServer() {}

  static void main(String[] args) throws IOException {
    Server server = Server.start(ServerSettings.from(System.getenv()), World.HASTY, World.QUICK);
    HttpServer count =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    count.createContext(
        "/",
        exchange -> {
          byte[] jobs = String.valueOf(server.jobs()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, jobs.length);
          exchange.getResponseBody().write(jobs);
          exchange.close();
        });
    count.start();
    System.out.println(COUNTED + count.getAddress().getPort());
  }
}
