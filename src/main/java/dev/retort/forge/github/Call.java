package dev.retort.forge.github;

import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;

/// One request to GitHub, without authorization.
///
/// @param repeatable whether sending it twice does no harm
/// @param body empty where there is none
record Call(
    String method, HttpUrl url, Map<String, String> headers, byte[] body, boolean repeatable) {
  Call {
    headers = Map.copyOf(headers);
  }

  static Call get(HttpUrl url) {
    return new Call("GET", url, Map.of(), new byte[0], true);
  }

  static Call write(String method, HttpUrl url, byte[] json) {
    return new Call(method, url, Map.of("Content-Type", "application/json"), json, false);
  }

  /// A question that travels as a POST, as GraphQL's do.
  static Call question(HttpUrl url, byte[] json) {
    return new Call("POST", url, Map.of("Content-Type", "application/json"), json, true);
  }

  /// The same, not repeated whatever comes.
  Call once() {
    return new Call(method, url, headers, body, false);
  }

  Call with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(method, url, more, body, repeatable);
  }

  Call at(HttpUrl other) {
    return new Call(method, other, headers, body, repeatable);
  }

  /// Method and path, for messages: neither query nor anything secret.
  String name() {
    return method + " " + url.encodedPath();
  }
}
