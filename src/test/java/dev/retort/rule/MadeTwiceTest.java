package dev.retort.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MadeTwiceTest {
  private static final Optional<Provenance> EARLIER = Optional.of(new Provenance("r1", "r1.py", 3));

  private static MadeTwice.Found found(Optional<String> value) {
    return new MadeTwice.Found("r2", ObjectName.enumType("st"), value, EARLIER);
  }

  @Test
  void a_value_that_is_made_twice_is_told_with_its_enum() {
    assertThat(found(Optional.of("b")).headline().plain())
        .isEqualTo("`r2` makes the value `b` of enum `st`, which is there already");
  }

  @Test
  void an_object_that_is_made_twice_is_told_with_who_made_it() {
    assertThat(found(Optional.empty()).headline().plain())
        .startsWith("`r2` makes enum `st`, which");
  }

  @Test
  void a_value_is_accepted_as_its_enum_was() {
    assertThat(found(Optional.of("b")).identity()).isEqualTo(found(Optional.empty()).identity());
  }
}
