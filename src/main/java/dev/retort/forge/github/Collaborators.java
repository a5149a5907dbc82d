package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.forge.Reads.Permission;

/// What people may do.
final class Collaborators {
  private Collaborators() {}

  /// GitHub's `permission` knows four words, and calls a maintainer a writer; `role_name` tells the
  /// two apart. A custom role counts as what GitHub says it is built on. github-api reads only the
  /// first.
  static Permission permission(RepositoryCalls calls, String login) {
    JsonNode answer =
        calls.get(
            calls.at("collaborators").addPathSegment(login).addPathSegment("permission").build());
    return switch (answer.path("permission").asText()) {
      case "admin" -> Permission.ADMIN;
      case "write" ->
          answer.path("role_name").asText().equals("maintain")
              ? Permission.MAINTAIN
              : Permission.WRITE;
      case "read" -> Permission.READ;
      default -> Permission.NONE;
    };
  }
}
