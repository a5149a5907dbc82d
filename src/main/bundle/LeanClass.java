import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/// A class file without the names of its local variables, which only a debugger shows. The numbers of
/// lines stay, for stack traces. The layout is that of the Java Virtual Machine Specification, chapter 4.
final class LeanClass {
  private static final int MAGIC = 0xCAFEBABE;
  private static final Set<String> DROPPED = Set.of("LocalVariableTable", "LocalVariableTypeTable");

  private final byte[] file;
  private final ByteBuffer in;
  private final String[] texts;

  private LeanClass(byte[] file) {
    this.file = file;
    this.in = ByteBuffer.wrap(file);
    in.position(8);
    this.texts = new String[count()];
  }

  /// @param file a class file, or anything else, which comes back as it is
  static byte[] of(byte[] file) throws IOException {
    return file.length > 8 && ByteBuffer.wrap(file).getInt() == MAGIC
        ? new LeanClass(file).written()
        : file;
  }

  private byte[] written() throws IOException {
    constants();
    // What may be done with it, its own name and its parent's.
    skip(6);
    skip(2 * count());
    for (int fields = count(); fields > 0; fields--) {
      skip(6);
      for (int attributes = count(); attributes > 0; attributes--) {
        skip(2);
        skip(in.getInt());
      }
    }
    int methods = count();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.length);
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(file, 0, in.position());
    for (; methods > 0; methods--) {
      copy(6, out);
      attributes(out);
    }
    copy(in.remaining(), out);
    return bytes.toByteArray();
  }

  private void constants() {
    for (int i = 1; i < texts.length; i++) {
      int tag = in.get();
      switch (tag) {
        case 1 -> {
          int length = count();
          texts[i] = new String(file, in.position(), length, UTF_8);
          skip(length);
        }
        case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(4);
        case 5, 6 -> {
          skip(8);
          // A long and a double take two places.
          i++;
        }
        case 7, 8, 16, 19, 20 -> skip(2);
        case 15 -> skip(3);
        default -> throw new IllegalArgumentException("no constant has the tag " + tag);
      }
    }
  }

  private void attributes(DataOutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream kept = new DataOutputStream(bytes);
    int many = 0;
    for (int left = count(); left > 0; left--) {
      int name = count();
      int length = in.getInt();
      if (DROPPED.contains(texts[name])) {
        skip(length);
        continue;
      }
      many++;
      kept.writeShort(name);
      if (texts[name].equals("Code")) {
        byte[] code = code();
        kept.writeInt(code.length);
        kept.write(code);
      } else {
        kept.writeInt(length);
        copy(length, kept);
      }
    }
    out.writeShort(many);
    out.write(bytes.toByteArray());
  }

  private byte[] code() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    copy(4, out);
    int length = in.getInt();
    out.writeInt(length);
    copy(length, out);
    int handlers = count();
    out.writeShort(handlers);
    copy(8 * handlers, out);
    attributes(out);
    return bytes.toByteArray();
  }

  private int count() {
    return in.getShort() & 0xFFFF;
  }

  private void skip(int bytes) {
    in.position(in.position() + bytes);
  }

  private void copy(int bytes, DataOutputStream out) throws IOException {
    out.write(file, in.position(), bytes);
    skip(bytes);
  }
}
