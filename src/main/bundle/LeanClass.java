import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.LocalVariableType;

/// A class file without the names of its local variables, which only a debugger shows. The numbers of
/// lines stay, for stack traces.
final class LeanClass {
  private static final ClassFile FILES = ClassFile.of();

  private static final ClassTransform UNNAMED =
      ClassTransform.transformingMethodBodies(
          (code, element) -> {
            if (!(element instanceof LocalVariable) && !(element instanceof LocalVariableType)) {
              code.with(element);
            }
          });

  private LeanClass() {}

  static byte[] of(byte[] file) {
    return FILES.transformClass(FILES.parse(file), UNNAMED);
  }
}
