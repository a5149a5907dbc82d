package dev.retort.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
  private final RecentlyUsed<String, byte[]> cache = new RecentlyUsed<>(10, bytes -> bytes.length);

  @Test
  void the_least_recently_used_goes_first() {
    cache.put("a", new byte[4]);
    cache.put("b", new byte[4]);
    assertThat(cache.get("a")).isPresent();

    cache.put("c", new byte[4]);

    assertThat(cache.get("b")).isEmpty();
    assertThat(cache.get("a")).isPresent();
    assertThat(cache.get("c")).isPresent();
  }

  @Test
  void what_alone_is_too_large_displaces_nothing() {
    cache.put("a", new byte[4]);
    cache.put("b", new byte[11]);

    assertThat(cache.get("a")).isPresent();
    assertThat(cache.get("b")).isEmpty();
  }

  @Test
  void a_replaced_value_weighs_only_once() {
    for (int i = 0; i < 5; i++) {
      cache.put("a", new byte[5]);
    }
    cache.put("b", new byte[5]);

    assertThat(cache.get("a")).isPresent();
    assertThat(cache.get("b")).isPresent();
  }
}
