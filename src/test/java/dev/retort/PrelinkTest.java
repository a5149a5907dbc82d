package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrelinkTest {
  /// Every type of component, and every kind of label that a `switch` over types has.
  private static final String SAMPLE =
      """
      import java.util.List;

      public class Sample {
        sealed interface Shape permits Dot, Line, Bag, None {}
        record Dot(int x, long y, float f, double d) implements Shape {}
        record Line(boolean b, byte y, short s, char c, String text) implements Shape {}
        record Bag(List<Object> things, int[] numbers, Shape inner) implements Shape {}
        record None() implements Shape {}
        record Own(int x) {
          @Override
          public boolean equals(Object other) {
            return true;
          }

          @Override
          public int hashCode() {
            return 7;
          }
        }
        enum Mood { SAD, OK }

        interface Named {
          default String name(Object each) {
            return switch (each) {
              case null -> "null";
              case String s when s.isEmpty() -> "empty";
              case String s when s.length() > 3 -> "long";
              case String s -> "short";
              case Integer i when i > 3 -> "many";
              case Mood m when m == Mood.OK -> "well";
              case Integer _ -> "few";
              case int[] _ -> "numbers";
              case Dot(int x, long _, float _, double _) when x > 0 -> "right";
              case Shape _ -> "shape";
              default -> "other";
            };
          }
        }

        static String word(Object each) {
          return switch (each) {
            case Mood m -> switch (m) { case SAD -> "sad"; case OK -> "ok"; };
            case CharSequence c -> switch (c) { case String s -> s; default -> "?"; };
            default -> "-";
          };
        }

        public static void main(String[] args) {
          Object[] things = {
            new Dot(1, 2, 0.0f, Double.NaN), new Dot(1, 2, -0.0f, Double.NaN), new Dot(0, 2, 0, 0),
            new Line(true, (byte) -1, (short) 9, 'c', null), new Line(true, (byte) -1, (short) 9, 'c', "t"),
            new Bag(List.of(1, "a"), null, new None()), new Bag(null, null, new Dot(1, 1, 1, 1)),
            new None(), new Own(3), "", "abc", "abcdef", 2, 9, Mood.OK, Mood.SAD, new int[0], 'c', new StringBuilder(),
          };
          Named named = new Named() {};
          System.out.println(named.name(null));
          for (Object one : things) {
            boolean shown = !(one instanceof int[]) && !(one instanceof StringBuilder);
            // What an enum's constant and an array are called differs from run to run.
            String number = one instanceof Mood || !shown ? "" : " " + one.hashCode();
            System.out.println((shown ? one + number : "-") + " " + named.name(one) + " " + word(one));
            for (Object other : things) {
              System.out.print(one.equals(other) ? "=" : ".");
            }
            System.out.println(one.equals(null));
          }
          System.out.println(new Dot(1, 2, 3, Double.NaN).equals(new Dot(1, 2, 3, Double.NaN)));
        }
      }
      """;

  @Test
  void classes_do_the_same_with_nothing_left_to_be_put_together(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("Sample.java"), SAMPLE);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-d", folder.toString(), source.toString())).isZero();
    String before = java("-classpath", folder.toString(), "Sample");
    assertThat(assembled(folder)).isNotEmpty();

    assertThat(prelink(folder)).isEmpty();

    assertThat(assembled(folder)).isEmpty();
    assertThat(java("-classpath", folder.toString(), "-Xverify:all", "Sample")).endsWith(before);
    assertThat(before).contains("Dot[x=1, y=2, f=0.0, d=NaN]", "=");
    byte[] once = Files.readAllBytes(folder.resolve("Sample.class"));
    assertThat(prelink(folder)).isEmpty();
    assertThat(Files.readAllBytes(folder.resolve("Sample.class"))).isEqualTo(once);
  }

  private static String prelink(Path folder) throws IOException, InterruptedException {
    return java("src/main/prelink/Prelink.java", folder.toString());
  }

  /// The switches over types and the records' methods that are assembled at run time.
  private static List<String> assembled(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> classes;
    try (Stream<Path> files = Files.list(folder)) {
      classes = files.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : classes) {
      for (MethodModel method : ClassFile.of().parse(file).methods()) {
        method.code().stream()
            .flatMap(CodeModel::elementStream)
            .filter(InvokeDynamicInstruction.class::isInstance)
            .map(each -> ((InvokeDynamicInstruction) each).bootstrapMethod())
            .filter(each -> each.owner().packageName().equals("java.lang.runtime"))
            .filter(each -> !each.methodName().equals("enumSwitch"))
            .forEach(each -> found.add(file.getFileName() + " " + each.methodName()));
      }
    }
    return found;
  }

  private static String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
