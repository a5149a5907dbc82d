package dev.retort.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CausesCatalogueTest {
  @Test
  void the_catalogue_holds_every_cause_that_the_sealed_type_permits() {
    assertThat(Causes.ALL)
        .<Class<?>>extracting(CauseFinder::getClass)
        .containsExactlyInAnyOrder(CauseFinder.class.getPermittedSubclasses());
  }
}
