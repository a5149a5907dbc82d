package dev.retort.cli;

import java.io.IOException;
import java.io.OutputStream;

/// A stream whose reader may leave, as `head` does: what comes then goes nowhere, without a word.
/// Anything else that goes wrong, a full disk for one, stays an error.
public final class PatientStream extends OutputStream {
  private final OutputStream to;
  private boolean left;

  public PatientStream(OutputStream to) {
    this.to = to;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (left) {
      return;
    }
    try {
      to.write(bytes, from, length);
    } catch (IOException e) {
      if (!"Broken pipe".equals(e.getMessage())) {
        throw e;
      }
      left = true;
    }
  }

  @Override
  public void flush() throws IOException {
    if (!left) {
      to.flush();
    }
  }
}
