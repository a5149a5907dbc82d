package dev.retort.repair;

import dev.retort.python.Span;
import java.util.Comparator;
import java.util.List;

/// Byte spans of one file replaced; every byte outside them stays as it was.
///
/// @param path relative to the repository's root
/// @param blob git's id of the content that the spans belong to: an edit of anything else is
///   refused
/// @param before that content
/// @param replacements in ascending order, without overlap
public record FileEdit(String path, String blob, byte[] before, List<Replacement> replacements) {
  public FileEdit {
    replacements =
        replacements.stream()
            .sorted(Comparator.comparingInt(replacement -> replacement.span().start()))
            .toList();
    int end = 0;
    for (Replacement replacement : replacements) {
      if (replacement.span().start() < end || replacement.span().end() > before.length) {
        throw new IllegalArgumentException("overlapping edits of " + path);
      }
      end = replacement.span().end();
    }
  }

  /// @param text the new bytes, in the file's own encoding
  public record Replacement(Span span, byte[] text) {}

  /// The content after the edit.
  public byte[] after() {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(before.length + 64);
    int from = 0;
    for (Replacement replacement : replacements) {
      out.write(before, from, replacement.span().start() - from);
      out.writeBytes(replacement.text());
      from = replacement.span().end();
    }
    out.write(before, from, before.length - from);
    return out.toByteArray();
  }
}
