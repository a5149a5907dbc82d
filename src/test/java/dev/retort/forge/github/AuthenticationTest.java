package dev.retort.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.retort.forge.github.GitHubScenario.APP;
import static dev.retort.forge.github.GitHubScenario.KEYS;
import static dev.retort.forge.github.GitHubScenario.NOW;
import static dev.retort.forge.github.GitHubScenario.REPOSITORY;
import static dev.retort.forge.github.GitHubScenario.json;
import static dev.retort.forge.github.GitHubScenario.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.retort.forge.ForgeException;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private static final String REF = "/repositories/77/git/ref/heads/main";
  private static final String TOKENS = "/app/installations/5/access_tokens";
  private static final String TIP = "{\"object\":{\"sha\":\"abc\"}}";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GitHubScenario github = new GitHubScenario();

  @AfterEach
  void stop() {
    github.close();
  }

  @Test
  void the_app_signs_for_at_most_ten_minutes_from_a_little_ago() throws Exception {
    String assertion = new AppAssertion(APP, new AppKey(GitHubScenario::pkcs8)).at(NOW);

    List<String> parts = List.of(assertion.split("\\.", -1));
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts.get(1)));
    assertThat(claims.get("iss").asText()).isEqualTo("4711");
    assertThat(claims.get("iat").asLong()).isEqualTo(NOW.getEpochSecond() - 60);
    assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isLessThanOrEqualTo(600);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(KEYS.getPublic());
    signature.update((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts.get(2)))).isTrue();
  }

  @Test
  void both_forms_of_a_key_are_the_same_key() {
    byte[] pkcs8 = KEYS.getPrivate().getEncoded();
    String pkcs1 =
        "-----BEGIN RSA PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length))
            + "\n-----END RSA PRIVATE KEY-----";

    assertThat(PrivateKeyPem.read(pkcs1)).isEqualTo(KEYS.getPrivate());
    assertThat(PrivateKeyPem.read(pkcs1.replace("\r\n", "\n").replace("\n", "\\n")))
        .isEqualTo(KEYS.getPrivate());
    assertThat(PrivateKeyPem.read(GitHubScenario.pkcs8())).isEqualTo(KEYS.getPrivate());
  }

  @Test
  void a_broken_key_is_refused_without_being_quoted() {
    String cut = GitHubScenario.pkcs8().substring(0, 400);

    assertThatThrownBy(() -> PrivateKeyPem.read(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut off")
        .hasMessageNotContaining(cut.substring(40, 60));
    assertThatThrownBy(() -> PrivateKeyPem.read("secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThat(new GitHubApp.Credentials(1, "secret").toString()).doesNotContain("secret");
  }

  @Test
  void one_token_serves_until_shortly_before_its_end() {
    github.on(get(urlEqualTo(REF)), json(200, TIP));
    GitHubForge forge = github.forge();

    forge.branchTip(REPOSITORY, "o/r", "main");
    forge.branchTip(REPOSITORY, "o/r", "main");

    assertThat(github.tokenRequests()).hasSize(1);
    assertThat(github.requests()).hasSize(2);
  }

  @Test
  void a_token_that_is_about_to_end_is_replaced() {
    github.on(
        post(urlEqualTo(TOKENS)),
        List.of(token("old", NOW.plusSeconds(200)), token("new", NOW.plusSeconds(3600))));
    github.on(get(urlEqualTo(REF)), json(200, TIP));
    GitHubForge forge = github.forge();

    forge.branchTip(REPOSITORY, "o/r", "main");
    forge.branchTip(REPOSITORY, "o/r", "main");

    assertThat(github.requests().getLast().getHeader("Authorization")).isEqualTo("Bearer new");
    assertThat(github.tokenRequests()).hasSize(2);
  }

  @Test
  @DisplayName("F42 a token refused in mid-job is renewed once")
  void a_refused_token_is_renewed_once() {
    github.on(
        post(urlEqualTo(TOKENS)),
        List.of(token("old", NOW.plusSeconds(3600)), token("new", NOW.plusSeconds(3600))));
    github.on(
        get(urlEqualTo(REF)).withHeader("Authorization", equalTo("Bearer old")),
        json(401, "{\"message\":\"Bad credentials\"}"));
    github.on(
        get(urlEqualTo(REF)).withHeader("Authorization", equalTo("Bearer new")), json(200, TIP));

    assertThat(github.forge().branchTip(REPOSITORY, "o/r", "main")).contains("abc");
    assertThat(github.tokenRequests()).hasSize(2);
    assertThat(github.requests()).hasSize(2);
  }

  @Test
  @DisplayName("F42 a second refusal is final")
  void a_second_refusal_is_final() {
    github.on(get(urlEqualTo(REF)), json(401, "{\"message\":\"Bad credentials\"}"));
    GitHubForge forge = github.forge();

    assertThatThrownBy(() -> forge.branchTip(REPOSITORY, "o/r", "main"))
        .isInstanceOf(ForgeException.Forbidden.class)
        .hasMessageContaining("Bad credentials");
    assertThat(github.requests()).hasSize(2);
  }

  @Test
  @DisplayName("F42 an installation that is gone says so")
  void an_uninstalled_app_is_told_apart() {
    github.on(post(urlEqualTo(TOKENS)), json(404, "{\"message\":\"Not Found\"}"));
    GitHubForge forge = github.forge();

    ForgeException.Forbidden gone =
        catchThrowableOfType(
            ForgeException.Forbidden.class, () -> forge.branchTip(REPOSITORY, "o/r", "main"));

    assertThat(gone.installationGone()).isTrue();
    assertThat(github.requests()).isEmpty();
  }

  @Test
  @DisplayName("F42 a suspended installation says so")
  void a_suspended_installation_is_told_apart() {
    github.on(
        post(urlEqualTo(TOKENS)),
        json(403, "{\"message\":\"This installation has been suspended\"}"));
    GitHubForge forge = github.forge();

    assertThat(
            catchThrowableOfType(
                    ForgeException.Forbidden.class,
                    () -> forge.branchTip(REPOSITORY, "o/r", "main"))
                .installationGone())
        .isTrue();
  }

  @Test
  @DisplayName("F20 a clock that is ten minutes off is corrected by GitHub's own")
  void a_wrong_clock_is_corrected() throws Exception {
    github.on(
        post(urlEqualTo(TOKENS)),
        List.of(
            json(401, "{\"message\":\"'Issued at' claim ('iat') must be in the past\"}")
                .withHeader("Date", "Sun, 01 Mar 2026 12:00:00 GMT"),
            token("good", NOW.plusSeconds(3600))));
    github.on(get(urlEqualTo(REF)), json(200, TIP));
    Clock ahead = Clock.fixed(NOW.plus(Duration.ofMinutes(10)), ZoneOffset.UTC);

    assertThat(github.forge(ahead).branchTip(REPOSITORY, "o/r", "main")).contains("abc");

    assertThat(github.tokenRequests()).hasSize(2);
    String assertion = github.tokenRequests().getLast().getHeader("Authorization");
    String claims = assertion.substring(assertion.indexOf('.') + 1, assertion.lastIndexOf('.'));
    assertThat(JSON.readTree(Base64.getUrlDecoder().decode(claims)).get("iat").asLong())
        .isEqualTo(NOW.getEpochSecond() - 60);
  }

  @Test
  @DisplayName("F20 a refused App whose clock is right is not sent twice")
  void a_refused_assertion_is_final_where_the_clock_is_right() {
    github.on(
        post(urlEqualTo(TOKENS)),
        json(401, "{\"message\":\"A JSON web token could not be decoded\"}")
            .withHeader("Date", "Sun, 01 Mar 2026 12:00:30 GMT"));
    GitHubForge forge = github.forge();

    assertThatThrownBy(() -> forge.branchTip(REPOSITORY, "o/r", "main"))
        .isInstanceOf(ForgeException.Forbidden.class)
        .hasMessageContaining("could not be decoded");
    assertThat(github.tokenRequests()).hasSize(1);
  }
}
