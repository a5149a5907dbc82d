package dev.retort.python;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A source file as UTF-8, decoded as PEP 263 says, with the way back to the file's own bytes. Lone
/// carriage returns have become line feeds, as Python's reader makes them; nothing else has moved.
final class SourceText {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  final byte[] bytes;

  /// Where `bytes` holds a placeholder for a byte that is not UTF-8: tolerated in comments only.
  final BitSet malformed;

  private final int shift;
  private final int @Nullable [] origins;

  private SourceText(byte[] bytes, BitSet malformed, int shift, int @Nullable [] origins) {
    this.bytes = bytes;
    this.malformed = malformed;
    this.shift = shift;
    this.origins = origins;
  }

  /// Decodes a file.
  ///
  /// @throws FaultException where Python would refuse the bytes
  static SourceText of(byte[] content) throws FaultException {
    boolean marked = Arrays.equals(content, 0, Math.min(3, content.length), MARK, 0, 3);
    int start = marked ? 3 : 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == 0) {
        throw refused(lineAt(content, i), new Fault.Undecodable.NulByte());
      }
    }
    Optional<String> cookie = EncodingCookie.find(content, start);
    String name = cookie.orElse("utf-8");
    if (EncodingCookie.isUtf8(name)) {
      SourceText text = utf8(content, start);
      if (!text.malformed.isEmpty() && !EncodingCookie.isOwnUtf8(name)) {
        throw undecodable(content, text.origin(text.malformed.nextSetBit(0)), name);
      }
      return text;
    }
    if (marked) {
      throw refused(1, new Fault.Undecodable.MarkedOtherwise(name));
    }
    Charset charset =
        EncodingCookie.charset(name)
            .orElseThrow(() -> refused(1, new Fault.Undecodable.UnknownEncoding(name)));
    return other(content, name, charset);
  }

  /// Whether the file's own bytes lie as those of `bytes` do.
  boolean isContiguous() {
    return origins == null;
  }

  /// The byte of the file that a position of `bytes` stands for.
  int origin(int position) {
    int[] table = origins;
    return table == null ? position + shift : table[position];
  }

  /// The position of `bytes` that a byte of the file became; the way back of `origin`.
  int position(int origin) {
    int[] table = origins;
    if (table == null) {
      return origin - shift;
    }
    int found = Arrays.binarySearch(table, origin);
    int first = found >= 0 ? found : -found - 1;
    while (first > 0 && table[first - 1] == origin) {
      first--;
    }
    return first;
  }

  Span span(int start, int end) {
    return new Span(origin(start), origin(end));
  }

  String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private static SourceText utf8(byte[] content, int start) {
    byte[] bytes = Arrays.copyOfRange(content, start, content.length);
    BitSet malformed = new BitSet();
    boolean ascii = true;
    for (byte b : bytes) {
      ascii &= b >= 0;
    }
    if (!ascii) {
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      ByteBuffer in = ByteBuffer.wrap(bytes);
      CharBuffer out = CharBuffer.allocate(4096);
      while (true) {
        CoderResult result = decoder.decode(in, out, true);
        out.clear();
        if (result.isUnderflow()) {
          break;
        }
        if (result.isError()) {
          for (int i = 0; i < result.length(); i++) {
            malformed.set(in.position());
            bytes[in.position()] = '?';
            in.position(in.position() + 1);
          }
        }
      }
    }
    endLinesWithFeeds(bytes);
    return new SourceText(bytes, malformed, start, null);
  }

  private static SourceText other(byte[] content, String name, Charset charset)
      throws FaultException {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer one = CharBuffer.allocate(2);
    byte[] bytes = new byte[content.length * 3 + 4];
    int[] origins = new int[bytes.length + 1];
    int length = 0;
    int from = 0;
    // Fed byte by byte, so that each character's first byte is known for any multi-byte encoding.
    for (int limit = 1; limit <= content.length; limit++) {
      in.limit(limit);
      CoderResult result = decoder.decode(in, one, limit == content.length);
      if (result.isError()) {
        throw undecodable(content, in.position(), name);
      }
      one.flip();
      if (one.hasRemaining()) {
        byte[] encoded = one.toString().getBytes(StandardCharsets.UTF_8);
        if (length + encoded.length > bytes.length) {
          bytes = Arrays.copyOf(bytes, bytes.length * 2);
          origins = Arrays.copyOf(origins, bytes.length + 1);
        }
        for (byte b : encoded) {
          bytes[length] = b;
          origins[length++] = from;
        }
        from = in.position();
      }
      one.clear();
    }
    if (in.hasRemaining()) {
      throw undecodable(content, in.position(), name);
    }
    origins[length] = content.length;
    byte[] exact = Arrays.copyOf(bytes, length);
    endLinesWithFeeds(exact);
    return new SourceText(exact, new BitSet(), 0, Arrays.copyOf(origins, length + 1));
  }

  private static FaultException undecodable(byte[] content, int at, String name) {
    int octet = content[Math.min(at, content.length - 1)] & 0xFF;
    return refused(lineAt(content, at), new Fault.Undecodable.ForeignByte(octet, name));
  }

  private static FaultException refused(int line, Fault.Undecodable why) {
    return new FaultException(new Fault.Encoding(line, why));
  }

  private static void endLinesWithFeeds(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n')) {
        bytes[i] = '\n';
      }
    }
  }

  private static int lineAt(byte[] content, int at) {
    int line = 1;
    for (int i = 0; i < at; i++) {
      if (content[i] == '\n' || (content[i] == '\r' && content[i + 1] != '\n')) {
        line++;
      }
    }
    return line;
  }
}
