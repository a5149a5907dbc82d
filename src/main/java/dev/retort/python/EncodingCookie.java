package dev.retort.python;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The encoding declaration of PEP 263: a comment in the first line, or in the second one after a
/// line that holds nothing but blanks or a comment.
final class EncodingCookie {
  private static final Pattern DECLARATION =
      Pattern.compile("[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)", Pattern.DOTALL);

  /// What a line without code begins with; most files are done with their first byte.
  private static final String BEGINNINGS = " \t\f#\r\n";

  private static final Pattern NO_CODE = Pattern.compile("[ \\t\\f]*(#|\\z)");

  private static final Set<String> UTF_8 =
      words("utf_8 utf8 u8 utf utf8_ucs2 utf8_ucs4 cp65001 utf_8_sig");

  /// Encodings that exist in Python but do not decode a file of source text.
  private static final Set<String> NO_TEXT =
      words(
          """
          utf_16 utf16 u16 utf_16_le utf_16_be utf_32 utf32 u32 utf_32_le utf_32_be
          hex rot13 rot_13 base64 bz2 zip zlib uu quopri\
          """);

  private static final Map<String, String> JAVA_NAMES =
      javaNames(
          """
          ISO-8859-1 latin_1 latin1 latin l1 iso8859 8859
          ISO-8859-2 latin_2 latin2
          ISO-8859-5 cyrillic
          ISO-8859-6 arabic
          ISO-8859-7 greek
          ISO-8859-8 hebrew
          ISO-8859-15 latin_9 latin9
          US-ASCII us_ascii 646
          Shift_JIS sjis shiftjis
          windows-31j ms932 cp932
          EUC-JP ujis eucjp
          EUC-KR euckr
          x-windows-949 cp949 uhc
          GBK cp936
          GB2312 euccn gb2312_80
          x-windows-950 cp950
          x-MacRoman mac_roman macroman macintosh
          x-MacCyrillic mac_cyrillic
          KOI8-U koi8_u
          """);

  private EncodingCookie() {}

  private static Set<String> words(String words) {
    return Set.of(words.split("\\s+"));
  }

  /// @param table Java's name and Python's, a line for each encoding
  private static Map<String, String> javaNames(String table) {
    Map<String, String> names = new HashMap<>();
    for (String line : table.lines().toList()) {
      List<String> all = List.of(line.split(" "));
      all.subList(1, all.size()).forEach(name -> names.put(name, all.getFirst()));
    }
    return names;
  }

  /// The declared encoding as written.
  static Optional<String> find(byte[] content, int start) {
    int at = start;
    for (int line = 0; line < 2; line++) {
      if (at < content.length && BEGINNINGS.indexOf(content[at]) < 0) {
        return Optional.empty();
      }
      int end = at;
      while (end < content.length && content[end] != '\n' && content[end] != '\r') {
        end++;
      }
      String text = new String(content, at, end - at, StandardCharsets.ISO_8859_1);
      Matcher declaration = DECLARATION.matcher(text);
      if (declaration.lookingAt()) {
        return Optional.of(declaration.group(1));
      }
      if (!NO_CODE.matcher(text).lookingAt()) {
        return Optional.empty();
      }
      at = end;
      if (at < content.length) {
        at += content[at] == '\r' && at + 1 < content.length && content[at + 1] == '\n' ? 2 : 1;
      }
    }
    return Optional.empty();
  }

  /// Whether Python decodes the text itself, and does not look into comments.
  static boolean isOwnUtf8(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return plain.equals("utf-8") || plain.startsWith("utf-8-");
  }

  static boolean isUtf8(String name) {
    if (name.equals("utf-8")) {
      // Nearly always.
      return true;
    }
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
