package dev.retort.python;

/// A half-open range of byte offsets in a file as stored (BOM included, original encoding), so that
/// an edit of the span leaves every other byte untouched.
///
/// @param start first byte, counted from 0
/// @param end the byte after the last
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  public int length() {
    return end - start;
  }
}
