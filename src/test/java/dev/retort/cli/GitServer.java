package dev.retort.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/// Git's own server for all repositories of a folder, on a port that is taken from the start: git
/// can be told a port but does not tell which one it took, so each connection is accepted here and
/// handed to a `git daemon` of its own.
final class GitServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Path folder;

  private GitServer(ServerSocket socket, Path folder) {
    this.socket = socket;
    this.folder = folder;
  }

  /// @param folder what repositories stand in
  static GitServer start(Path folder) throws IOException {
    GitServer server =
        new GitServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), folder);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /// The address of a repository.
  String url(String repository) {
    return "git://127.0.0.1:" + socket.getLocalPort() + "/" + repository;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      Process git =
          new ProcessBuilder("git", "daemon", "--inetd", "--export-all", "--base-path=" + folder)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      Thread.ofVirtual().start(() -> copy(caller, git.getOutputStream()));
      try (InputStream answer = git.getInputStream()) {
        answer.transferTo(caller.getOutputStream());
      }
      git.destroy();
    } catch (IOException gone) {
      // Whoever asked has gone.
    }
  }

  private static void copy(Socket caller, OutputStream to) {
    try (to) {
      InputStream asked = caller.getInputStream();
      byte[] buffer = new byte[8_192];
      for (int read = asked.read(buffer); read >= 0; read = asked.read(buffer)) {
        to.write(buffer, 0, read);
        to.flush();
      }
    } catch (IOException gone) {
      // Git has said all that it had to say.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
