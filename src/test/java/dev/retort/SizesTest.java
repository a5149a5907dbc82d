package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// How large things may grow: what is larger is read by nobody in one go.
class SizesTest {
  private static final int LONGEST_FILE = 400;
  private static final int LONGEST_METHOD = 60;
  private static final int MOST_COMPONENTS = 9;

  private static List<Path> sources(String root) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(root))) {
      return all.filter(path -> path.toString().endsWith(".java")).toList();
    }
  }

  /// Tests and what they stand on, without the faults that were planted on purpose.
  private static List<Path> ownTests() throws IOException {
    return sources("src/test/java").stream()
        .filter(path -> !path.startsWith("src/test/java/dev/retort/planted"))
        .toList();
  }

  private static List<String> longFiles(String root) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path path : sources(root)) {
      long lines = Files.readString(path).lines().count();
      if (lines > LONGEST_FILE) {
        found.add(lines + " lines in " + path);
      }
    }
    return found;
  }

  /// Methods and records of some files that are larger than they may be.
  private static List<String> tooLarge(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Measuring(unit, positions, found).scan(unit, null);
      }
    }
    return found;
  }

  private static final class Measuring extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    Measuring(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, signature(method)));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      if (last - first + 1 > LONGEST_METHOD) {
        found.add((last - first + 1) + " lines in " + method.getName() + " of " + name());
      }
      return super.visitMethod(method, null);
    }

    /// What the signature begins with; a table of cases in an annotation above it is no part of the
    /// method.
    private static Tree signature(MethodTree method) {
      return method.getReturnType() == null ? method : method.getReturnType();
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      if (type.getKind() == Tree.Kind.RECORD) {
        long components =
            type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field ->
                    !field
                        .getModifiers()
                        .getFlags()
                        .contains(javax.lang.model.element.Modifier.STATIC))
                .count();
        if (components > MOST_COMPONENTS) {
          found.add(components + " components of " + type.getSimpleName() + " in " + name());
        }
      }
      return super.visitClass(type, null);
    }

    private String name() {
      return Path.of(unit.getSourceFile().getName()).getFileName().toString();
    }
  }

  @Test
  void no_file_is_too_long() throws IOException {
    assertThat(longFiles("src/main")).isEmpty();
    assertThat(longFiles("src/test/java")).isEmpty();
  }

  @Test
  void no_method_is_too_long_and_no_record_has_too_many_components() throws IOException {
    assertThat(tooLarge(sources("src/main"))).isEmpty();
    assertThat(tooLarge(ownTests())).isEmpty();
  }

  @Test
  void what_is_too_large_is_found() throws IOException {
    Path planted = Path.of("src/test/java/dev/retort/planted/Sprawling.java");

    assertThat(tooLarge(List.of(planted)))
        .containsExactlyInAnyOrder(
            "10 components of Sprawling in Sprawling.java", "61 lines in much of Sprawling.java");
  }
}
