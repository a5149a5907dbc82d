import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Writes into compiled classes what Java otherwise puts together at every start: the choice that a
/// `switch` over types makes, and what records compute of their components. The start-up cache keeps
/// what lambdas and joined texts need, not these (JDK 25), so every command paid for them again. Run
/// after compiling, by the Java that compiles; classes without it do the same.
class Prelink {
  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc CD_OBJECTS = ClassDesc.of("java.util.Objects");
  private static final ClassDesc CD_BUILDER = ClassDesc.of("java.lang.StringBuilder");

  private final ClassFile files;
  private final ClassModel model;

  /// The choices of this class so far; each becomes a method.
  private final List<Choice> choices = new ArrayList<>();

  private Prelink(ClassFile files, byte[] bytes) {
    this.files = files;
    this.model = files.parse(bytes);
  }

  /// With the libraries of the classes on its class path, to know what extends what.
  ///
  /// @param args the folder of compiled classes
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    ClassFile compiled =
        ClassFile.of(
            // What is not used any more is not kept.
            ClassFile.ConstantPoolSharingOption.NEW_POOL,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(type -> open(folder, type))
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    List<Path> classes;
    try (Stream<Path> all = Files.walk(folder)) {
      classes = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : classes) {
      byte[] bytes = Files.readAllBytes(file);
      byte[] linked = new Prelink(compiled, bytes).linked();
      if (linked.length > 0) {
        Files.write(file, linked);
      }
    }
  }

  private static InputStream open(Path folder, ClassDesc type) {
    String descriptor = type.descriptorString();
    Path file = folder.resolve(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return Files.exists(file) ? Files.newInputStream(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @return nothing where the class has no such places
  private byte[] linked() {
    boolean[] changed = {false};
    CodeTransform direct =
        (code, element) -> {
          if (element instanceof InvokeDynamicInstruction call && replaced(code, call)) {
            changed[0] = true;
          } else {
            code.with(element);
          }
        };
    ClassTransform bodies = ClassTransform.transformingMethods(MethodTransform.transformingCode(direct));
    byte[] linked =
        files.transformClass(model, bodies.andThen(ClassTransform.endHandler(this::addChoices)));
    return changed[0] ? linked : new byte[0];
  }

  private boolean replaced(CodeBuilder code, InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    if (bootstrap.owner().equals(RECORDS)) {
      Components components = Components.of(call.bootstrapArgs());
      switch (call.name().stringValue()) {
        case "equals" -> components.equal(code);
        case "hashCode" -> components.hash(code);
        default -> components.text(code);
      }
      return true;
    }
    if (!bootstrap.owner().equals(SWITCHES) || !bootstrap.methodName().equals("typeSwitch")) {
      return false;
    }
    Choice choice =
        new Choice("choice$" + choices.size(), call.typeSymbol(), call.bootstrapArgs());
    if (!choice.isByTypeOrText()) {
      return false;
    }
    choices.add(choice);
    boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
    code.invokestatic(model.thisClass().asSymbol(), choice.name(), choice.type(), isInterface);
    return true;
  }

  private void addChoices(ClassBuilder builder) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    for (Choice choice : choices) {
      builder.withMethodBody(choice.name(), choice.type(), flags, choice::write);
    }
  }

  /// The choice of a `switch`: what is looked at, and the first label that is asked.
  ///
  /// @param type of the thing and an int to the number of the label that holds: one more than the
  ///   last where none does, -1 for null
  private record Choice(String name, MethodTypeDesc type, List<ConstantDesc> labels) {
    boolean isByTypeOrText() {
      return labels.stream()
          .allMatch(
              label -> label instanceof String || label instanceof ClassDesc c && !c.isPrimitive());
    }

    void write(CodeBuilder code) {
      Label known = code.newLabel();
      code.aload(0).ifnonnull(known).iconst_m1().ireturn().labelBinding(known);
      // Most switches have no guards and are asked once, from the first label on.
      Label again = code.newLabel();
      code.iload(1).ifne(again);
      chain(code, false);
      code.labelBinding(again);
      chain(code, true);
    }

    private void chain(CodeBuilder code, boolean restarted) {
      for (int i = 0; i < labels.size(); i++) {
        Label next = code.newLabel();
        if (restarted) {
          code.iload(1).loadConstant(i).if_icmpgt(next);
        }
        if (labels.get(i) instanceof ClassDesc type) {
          code.aload(0).instanceOf(type);
        } else {
          code.loadConstant(labels.get(i)).aload(0);
          code.invokevirtual(CD_String, "equals", MethodTypeDesc.of(CD_boolean, CD_Object));
        }
        code.ifeq(next).loadConstant(i).ireturn().labelBinding(next);
      }
      code.loadConstant(labels.size()).ireturn();
    }
  }

  /// What a record computes of its components; the receiver and whatever else it takes lie on the
  /// stack already, and are taken from it.
  private record Components(ClassDesc owner, List<DirectMethodHandleDesc> getters) {
    static Components of(List<ConstantDesc> arguments) {
      List<DirectMethodHandleDesc> getters = new ArrayList<>();
      for (ConstantDesc argument : arguments.subList(2, arguments.size())) {
        getters.add((DirectMethodHandleDesc) argument);
      }
      return new Components((ClassDesc) arguments.getFirst(), getters);
    }

    private static ClassDesc type(DirectMethodHandleDesc getter) {
      return getter.invocationType().returnType();
    }

    private void get(CodeBuilder code, int slot, DirectMethodHandleDesc getter) {
      code.aload(slot).getfield(owner, getter.methodName(), type(getter));
    }

    void equal(CodeBuilder code) {
      int mine = code.allocateLocal(TypeKind.REFERENCE);
      int other = code.allocateLocal(TypeKind.REFERENCE);
      Label no = code.newLabel();
      Label end = code.newLabel();
      code.astore(other).astore(mine);
      code.aload(other).instanceOf(owner).ifeq(no);
      code.aload(other).checkcast(owner).astore(other);
      for (DirectMethodHandleDesc getter : getters) {
        get(code, mine, getter);
        get(code, other, getter);
        switch (TypeKind.from(type(getter))) {
          case REFERENCE ->
              code.invokestatic(
                      CD_OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                  .ifeq(no);
          case LONG -> code.lcmp().ifne(no);
          case FLOAT, DOUBLE -> {
            ClassDesc type = type(getter);
            code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                .ifne(no);
          }
          default -> code.if_icmpne(no);
        }
      }
      code.iconst_1().goto_(end).labelBinding(no).iconst_0().labelBinding(end);
    }

    void hash(CodeBuilder code) {
      int mine = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(mine).iconst_0();
      for (DirectMethodHandleDesc getter : getters) {
        code.bipush(31).imul();
        get(code, mine, getter);
        ClassDesc type = type(getter);
        if (type.isPrimitive()) {
          code.invokestatic(boxed(type), "hashCode", MethodTypeDesc.of(CD_int, type));
        } else {
          code.invokestatic(CD_OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
        }
        code.iadd();
      }
    }

    void text(CodeBuilder code) {
      int mine = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(mine).new_(CD_BUILDER).dup();
      code.invokespecial(CD_BUILDER, "<init>", MethodTypeDesc.ofDescriptor("()V"));
      code.loadConstant(owner);
      code.invokevirtual(
          ClassDesc.of("java.lang.Class"), "getSimpleName", MethodTypeDesc.of(CD_String));
      append(code, CD_String);
      String before = "[";
      for (DirectMethodHandleDesc getter : getters) {
        code.loadConstant(before + getter.methodName() + "=");
        append(code, CD_String);
        get(code, mine, getter);
        append(code, type(getter));
        before = ", ";
      }
      code.loadConstant(getters.isEmpty() ? "[]" : "]");
      append(code, CD_String);
      code.invokevirtual(CD_BUILDER, "toString", MethodTypeDesc.of(CD_String));
    }

    private static void append(CodeBuilder code, ClassDesc type) {
      ClassDesc taken =
          switch (type.descriptorString()) {
            case "B", "S" -> CD_int;
            default -> type.isPrimitive() || type.equals(CD_String) ? type : CD_Object;
          };
      code.invokevirtual(CD_BUILDER, "append", MethodTypeDesc.of(CD_BUILDER, taken));
    }

    private static ClassDesc boxed(ClassDesc primitive) {
      return ClassDesc.of(
          switch (primitive.descriptorString()) {
            case "Z" -> "java.lang.Boolean";
            case "B" -> "java.lang.Byte";
            case "S" -> "java.lang.Short";
            case "C" -> "java.lang.Character";
            case "I" -> "java.lang.Integer";
            case "J" -> "java.lang.Long";
            case "F" -> "java.lang.Float";
            default -> "java.lang.Double";
          });
    }
  }
}
