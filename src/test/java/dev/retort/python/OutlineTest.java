package dev.retort.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlineTest {
  private static Outline outline(String code) {
    return Outline.of(code.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> calls(String code) {
    return outline(code).mentions().stream()
        .filter(Outline.Called.class::isInstance)
        .map(mention -> ((Outline.Called) mention).call().function().dotted())
        .toList();
  }

  @Test
  void calls_are_found_wherever_they_stand() {
    assertThat(
            calls(
                """
                def build(app):
                    if app: cfg = make(Config("a.ini"), key=other[inner()])
                    with opened() as f:
                        return [one(x) for x in two()]
                class A(base()):
                    field: int = three()
                """))
        .contains("make", "Config", "inner", "opened", "base", "three");
  }

  @Test
  void an_assignment_has_its_target_and_its_value() {
    Outline.Assignment set =
        (Outline.Assignment)
            outline("context.script.version_locations = ['a', \"b\" 'c']\n").mentions().getFirst();

    assertThat(set.target().dotted()).isEqualTo("context.script.version_locations");
    assertThat(set.value())
        .isInstanceOfSatisfying(
            Expression.ListDisplay.class, list -> assertThat(list.elements()).hasSize(2));
    assertThat(set.line()).isEqualTo(1);
  }

  @Test
  void hostile_files_end_soon_and_never_fail() {
    for (String code :
        List.of(
            "(".repeat(150) + ")".repeat(150),
            "x = " + "a + ".repeat(100_000) + "a\n",
            "x = a" + ".b".repeat(100_000) + "\n",
            "x = f" + "()".repeat(50_000) + "\n",
            "f(".repeat(150) + ")".repeat(150) + "\n",
            "x = [" + "g(1), ".repeat(50_000) + "]\n")) {
      assertThatCode(() -> outline(code)).doesNotThrowAnyException();
    }
    String alphabet = "ab.=([{}])+,:;'\"\n f#/";
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      StringBuilder code = new StringBuilder();
      for (int n = 0; n < 40; n++) {
        code.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThatCode(() -> outline(code.toString())).doesNotThrowAnyException();
    }
  }
}
