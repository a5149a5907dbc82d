package dev.retort.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// How names are made to fit, by PostgreSQL (63 bytes) and by SQLAlchemy.
public final class IdentifierLength {
  /// The longest name that PostgreSQL keeps, in bytes.
  public static final int MOST_BYTES = 63;

  /// What SQLAlchemy takes off, to put five characters in its place.
  private static final int REPLACED = 8;

  private IdentifierLength() {}

  public static boolean fits(String name) {
    return name.length() <= MOST_BYTES / 4 || bytes(name) <= MOST_BYTES;
  }

  /// A name as PostgreSQL cuts it: at 63 bytes, never inside of a character.
  public static String cut(String name) {
    return fits(name) ? name : cut(name, MOST_BYTES);
  }

  static String cut(String name, int most) {
    int end = Math.min(name.length(), most);
    while (bytes(name.substring(0, end)) > most) {
      end--;
    }
    return name.substring(0, end);
  }

  /// A name of `op.f`, of a naming convention or of `index=True` as SQLAlchemy shortens it for a
  /// database: of 63 characters 55 are kept, then `_` and the last four hex digits of its MD5.
  public static String shortened(String name, Dialect dialect) {
    int most =
        switch (dialect) {
          case POSTGRESQL -> MOST_BYTES;
          case MYSQL -> MOST_BYTES + 1;
          case SQLITE -> Integer.MAX_VALUE;
        };
    return name.length() <= most
        ? name
        : name.substring(0, most - REPLACED) + "_" + md5(name).substring(28);
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
