package dev.retort.python;

import java.util.Arrays;

/// The tokens of a source file, comments and blank lines left out, by position in its UTF-8 text.
final class Tokens {
  enum Kind {
    NAME('w'),
    NUMBER('n'),
    STRING('s'),
    OPERATOR('o'),
    NEWLINE(';'),
    INDENT('{'),
    DEDENT('}'),
    END('.');

    /// Tells the kinds apart in fingerprints.
    final byte mark;

    Kind(char mark) {
      this.mark = (byte) mark;
    }
  }

  final byte[] bytes;
  private Kind[] kinds;
  private int[] starts;
  private int[] ends;
  private int size;
  private int[] lineStarts;
  private int lines;

  /// Whether some version of Python reads a formatted string of the file differently.
  int versionDependentLine;

  Tokens(byte[] bytes) {
    this.bytes = bytes;
    // Measured on real migrations, a token takes about five bytes and a line about thirty.
    int likely = bytes.length / 4 + 16;
    kinds = new Kind[likely];
    starts = new int[likely];
    ends = new int[likely];
    lineStarts = new int[bytes.length / 24 + 8];
    lineStarts[lines++] = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (lines == lineStarts.length) {
          lineStarts = Arrays.copyOf(lineStarts, lines * 2);
        }
        lineStarts[lines++] = i + 1;
      }
    }
  }

  /// No tokens yet, of a part of a file whose lines are known.
  Tokens(Tokens whole) {
    bytes = whole.bytes;
    kinds = new Kind[8];
    starts = new int[8];
    ends = new int[8];
    lineStarts = whole.lineStarts;
    lines = whole.lines;
  }

  void add(Kind kind, int start, int end) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    kinds[size] = kind;
    starts[size] = start;
    ends[size++] = end;
  }

  int size() {
    return size;
  }

  Kind kind(int index) {
    return kinds[index];
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index];
  }

  /// Whether the token's text is this ASCII text.
  boolean is(int index, String text) {
    int start = starts[index];
    if (ends[index] - start != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a string may hold fields.
  boolean hasFields(int index) {
    return StringPrefix.of(bytes, starts[index]).hasFields();
  }

  String text(int index) {
    return SharedWords.of(bytes, starts[index], ends[index]);
  }

  /// The first token at or after a position.
  int from(int position) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The line of a position, counted from 1.
  int line(int position) {
    int found = Arrays.binarySearch(lineStarts, 0, lines, position);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
