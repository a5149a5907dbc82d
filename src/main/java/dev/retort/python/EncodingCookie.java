package dev.retort.python;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The encoding declaration of PEP 263: a comment in the first line, or in the second one after a
/// line that holds nothing but blanks or a comment.
final class EncodingCookie {
  private static final Set<String> UTF_8 =
      Set.of("utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001", "utf_8_sig");

  /// Encodings that exist in Python but do not decode a file of source text.
  private static final Set<String> NO_TEXT =
      Set.of(
          "utf_16",
          "utf16",
          "u16",
          "utf_16_le",
          "utf_16_be",
          "utf_32",
          "utf32",
          "u32",
          "utf_32_le",
          "utf_32_be",
          "hex",
          "rot13",
          "rot_13",
          "base64",
          "bz2",
          "zip",
          "zlib",
          "uu",
          "quopri");

  private static final Map<String, String> JAVA_NAMES =
      Map.ofEntries(
          Map.entry("latin_1", "ISO-8859-1"),
          Map.entry("latin1", "ISO-8859-1"),
          Map.entry("latin", "ISO-8859-1"),
          Map.entry("l1", "ISO-8859-1"),
          Map.entry("iso8859", "ISO-8859-1"),
          Map.entry("8859", "ISO-8859-1"),
          Map.entry("latin_2", "ISO-8859-2"),
          Map.entry("latin2", "ISO-8859-2"),
          Map.entry("latin_9", "ISO-8859-15"),
          Map.entry("latin9", "ISO-8859-15"),
          Map.entry("cyrillic", "ISO-8859-5"),
          Map.entry("greek", "ISO-8859-7"),
          Map.entry("hebrew", "ISO-8859-8"),
          Map.entry("arabic", "ISO-8859-6"),
          Map.entry("us_ascii", "US-ASCII"),
          Map.entry("646", "US-ASCII"),
          Map.entry("sjis", "Shift_JIS"),
          Map.entry("shiftjis", "Shift_JIS"),
          Map.entry("ms932", "windows-31j"),
          Map.entry("cp932", "windows-31j"),
          Map.entry("ujis", "EUC-JP"),
          Map.entry("eucjp", "EUC-JP"),
          Map.entry("euckr", "EUC-KR"),
          Map.entry("cp949", "x-windows-949"),
          Map.entry("uhc", "x-windows-949"),
          Map.entry("cp936", "GBK"),
          Map.entry("euccn", "GB2312"),
          Map.entry("gb2312_80", "GB2312"),
          Map.entry("cp950", "x-windows-950"),
          Map.entry("mac_roman", "x-MacRoman"),
          Map.entry("macroman", "x-MacRoman"),
          Map.entry("macintosh", "x-MacRoman"),
          Map.entry("mac_cyrillic", "x-MacCyrillic"),
          Map.entry("koi8_u", "KOI8-U"));

  private EncodingCookie() {}

  /// The declared encoding as written.
  static Optional<String> find(byte[] content, int start) {
    int at = start;
    for (int line = 0; line < 2; line++) {
      int end = at;
      while (end < content.length && content[end] != '\n' && content[end] != '\r') {
        end++;
      }
      int i = at;
      while (i < end && (content[i] == ' ' || content[i] == '\t' || content[i] == '\f')) {
        i++;
      }
      if (i < end && content[i] != '#') {
        return Optional.empty();
      }
      Optional<String> found = inComment(content, i, end);
      if (found.isPresent()) {
        return found;
      }
      at = end;
      if (at < content.length) {
        at += content[at] == '\r' && at + 1 < content.length && content[at + 1] == '\n' ? 2 : 1;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inComment(byte[] content, int start, int end) {
    byte[] word = {'c', 'o', 'd', 'i', 'n', 'g'};
    for (int i = start; i + word.length < end; i++) {
      if (!java.util.Arrays.equals(content, i, i + word.length, word, 0, word.length)) {
        continue;
      }
      int j = i + word.length;
      if (content[j] != ':' && content[j] != '=') {
        continue;
      }
      j++;
      while (j < end && (content[j] == ' ' || content[j] == '\t')) {
        j++;
      }
      int from = j;
      while (j < end && isNamePart(content[j])) {
        j++;
      }
      if (j > from) {
        return Optional.of(
            new String(content, from, j - from, java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    return Optional.empty();
  }

  private static boolean isNamePart(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_'
        || b == '.';
  }

  /// Whether Python decodes the text itself, and does not look into comments.
  static boolean isOwnUtf8(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return plain.equals("utf-8") || plain.startsWith("utf-8-");
  }

  static boolean isUtf8(String name) {
    String plain = plain(name);
    return UTF_8.contains(plain) || plain.startsWith("utf_8_");
  }

  /// Java's charset for a Python encoding other than UTF-8; empty where Python has none by that
  /// name that can decode source text.
  static Optional<Charset> charset(String name) {
    String plain = plain(name);
    if (NO_TEXT.contains(plain)) {
      return Optional.empty();
    }
    String java = JAVA_NAMES.getOrDefault(plain, plain.replace('_', '-'));
    if (plain.startsWith("latin_1_") || plain.startsWith("iso_8859_1_")) {
      java = "ISO-8859-1";
    } else if (plain.startsWith("iso8859_")) {
      java = "ISO-8859-" + plain.substring("iso8859_".length());
    } else if (plain.startsWith("windows_")) {
      java = "windows-" + plain.substring("windows_".length());
    }
    for (String candidate : new String[] {java, plain, "x-" + java}) {
      try {
        return Optional.of(Charset.forName(candidate));
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        // The next spelling may do.
      }
    }
    return Optional.empty();
  }

  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]+", "_");
    return plain.endsWith("_") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
