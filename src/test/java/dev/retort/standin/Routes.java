package dev.retort.standin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the stand-in can do, by GitHub's names of operations, and the permission that each needs.
final class Routes {
  record Route(Need need, Function<Call, Answer> handler) {}

  /// Who may call.
  sealed interface Need {
    /// Whoever has the code that is part of the address.
    record Anybody() implements Need {}

    /// The App itself, by its JSON web token.
    record AsApp() implements Need {}

    /// An installation with one of these permissions.
    record Granted(String level, List<String> anyOf) implements Need {}
  }

  private final Map<String, Route> byOperation = new HashMap<>();

  Routes asAnybody(String operation, Function<Call, Answer> handler) {
    return add(operation, new Need.Anybody(), handler);
  }

  Routes asApp(String operation, Function<Call, Answer> handler) {
    return add(operation, new Need.AsApp(), handler);
  }

  Routes read(String operation, String permission, Function<Call, Answer> handler) {
    return add(operation, new Need.Granted("read", List.of(permission)), handler);
  }

  Routes write(String operation, String permission, Function<Call, Answer> handler) {
    return add(operation, new Need.Granted("write", List.of(permission)), handler);
  }

  /// For what issues and pull requests have in common, either permission will do.
  Routes conversation(String operation, String level, Function<Call, Answer> handler) {
    return add(operation, new Need.Granted(level, List.of("issues", "pull_requests")), handler);
  }

  private Routes add(String operation, Need need, Function<Call, Answer> handler) {
    byOperation.put(operation, new Route(need, handler));
    return this;
  }

  Optional<Route> find(String operation) {
    return Optional.ofNullable(byOperation.get(operation));
  }

  Set<String> operations() {
    return byOperation.keySet();
  }
}
