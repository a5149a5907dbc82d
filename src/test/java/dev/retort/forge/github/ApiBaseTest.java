package dev.retort.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiBaseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.github.com",
        "https://github.example.org/api/v3/",
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://[::1]:3"
      })
  @DisplayName("A10 encrypted, or this machine")
  void an_address_that_keeps_tokens_safe_is_taken(String address) {
    assertThat(ApiBase.of(URI.create(address)).text()).startsWith("http").doesNotEndWith("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.github.com",
        "http://127.evil.example",
        "http://localhost.evil.example",
        "http://10.0.0.1",
        "https://me:secret@api.github.com",
        "https://api.github.com?x=1",
        "ftp://api.github.com",
        "api.github.com"
      })
  @DisplayName("A10 anything else won't start")
  void an_address_that_would_give_tokens_away_is_refused(String address) {
    assertThatThrownBy(() -> ApiBase.of(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret@");
  }

  @Test
  void the_path_of_a_server_of_ones_own_is_kept() {
    ApiBase base = ApiBase.of(URI.create("https://github.example.org/api/v3"));

    assertThat(base.at("repositories/7/git/ref/heads/a b#c").build().toString())
        .isEqualTo("https://github.example.org/api/v3/repositories/7/git/ref/heads/a%20b%23c");
  }

  @Test
  @DisplayName("A8 only scheme, host and port together are the same place")
  void another_port_is_another_place() {
    ApiBase base = ApiBase.of(URI.create("https://api.github.com"));

    assertThat(base.holds(HttpUrl.get("https://api.github.com/x"))).isTrue();
    assertThat(base.holds(HttpUrl.get("https://api.github.com:444/x"))).isFalse();
    assertThat(base.holds(HttpUrl.get("http://api.github.com/x"))).isFalse();
    assertThat(base.holds(HttpUrl.get("https://api.github.com.evil.example/x"))).isFalse();
  }
}
