package dev.retort.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// One long-lived Python process that says what CPython's own parser makes of files.
final class Referee implements AutoCloseable {
  private final Process process;
  private final OutputStream requests;
  private final BufferedReader answers;

  Referee() throws IOException {
    String script;
    try (InputStream in = Referee.class.getResourceAsStream("/python/referee.py")) {
      script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    process =
        new ProcessBuilder("/usr/bin/python3", "-I", "-c", script)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    requests = process.getOutputStream();
    answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII), 1 << 20);
  }

  /// @param tree whether the tree is wanted, or only whether there is one
  /// @return `+` and the tree, or `-` and Python's message
  String answer(byte[] file, boolean tree) throws IOException {
    requests.write(((tree ? "! " : "? ") + file.length + "\n").getBytes(StandardCharsets.US_ASCII));
    requests.write(file);
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the referee has left");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
