package dev.retort.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads.Permission;
import dev.retort.standin.HostedRepository.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Who may what, and what becomes of it when a name, a token or a permission changes.
class GitHubForgeAccessTest extends HostedForge {
  @Test
  void permission_is_asked_live() {
    shop.permit("ann", Role.MAINTAIN);
    shop.permit("bob", Role.TRIAGE);
    shop.permit("cid", Role.ADMIN);
    shop.permit("dan", Role.NONE);

    assertThat(forge.permission(repository, "ann")).isEqualTo(Permission.MAINTAIN);
    assertThat(forge.permission(repository, "bob")).isEqualTo(Permission.READ);
    assertThat(forge.permission(repository, "cid")).isEqualTo(Permission.ADMIN);
    assertThat(forge.permission(repository, "dan")).isEqualTo(Permission.NONE);
    assertThat(forge.permission(repository, "nobody-ever-heard-of")).isEqualTo(Permission.NONE);
    assertThat(requests()).hasSize(1).containsValue(5L);
    shop.permit("ann", Role.READ);
    assertThat(forge.permission(repository, "ann")).isEqualTo(Permission.READ);
  }

  @Test
  @DisplayName("F33 a renamed repository is still found, for reading and writing")
  void a_renamed_repository_is_still_found() {
    shop.rename("store");

    assertThat(forge.pullRequest(repository, 1).headRepository()).contains("acme/store");
    assertThat(forge.createComment(repository, 1, "still here")).isPositive();
    assertThat(forge.compare(repository, "main", pull.headSha()).complete()).isTrue();
    assertThat(pull.comments()).hasSize(1);
  }

  @Test
  @DisplayName("F42 a revoked token is renewed without a trace")
  void a_revoked_token_is_renewed() {
    forge.pullRequest(repository, 1);
    github.revokeTokens();

    assertThat(forge.createComment(repository, 1, "hello")).isPositive();

    assertThat(pull.comments()).hasSize(1);
    assertThat(github.requests().count("apps/create-installation-access-token")).isEqualTo(2);
  }

  @Test
  @DisplayName("F16 a permission that was taken away is named")
  void a_missing_permission_is_named() {
    github.app().grant("checks", "read");

    assertThatThrownBy(() -> forge.createCheckRun(repository, pull.headSha(), "key", report(0)))
        .isInstanceOf(ForgeException.Forbidden.class)
        .hasMessageContaining("checks: write");
  }
}
