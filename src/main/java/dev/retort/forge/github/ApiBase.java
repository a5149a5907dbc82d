package dev.retort.forge.github;

import java.net.URI;
import java.util.Locale;
import okhttp3.HttpUrl;

/// Where GitHub's REST interface begins: `https://api.github.com`, or `https://HOST/api/v3` on a
/// server of one's own. It is the only origin that is ever contacted: addresses in payloads,
/// answers and redirects are held against it, because each request carries a token.
record ApiBase(HttpUrl url) {

  /// @throws IllegalArgumentException where it is no plain web address, or is not encrypted and
  ///   does not stay on this machine
  static ApiBase of(URI address) {
    HttpUrl url = HttpUrl.get(address);
    if (url == null) {
      throw new IllegalArgumentException(
          "GitHub's address `" + address + "` is no web address; write https://api.github.com");
    }
    if (!url.isHttps() && !isLoopback(url.host())) {
      throw new IllegalArgumentException(
          "GitHub's address `"
              + address
              + "` would send tokens unencrypted; write https:// (http:// only for this machine)");
    }
    if (!url.username().isEmpty()
        || !url.password().isEmpty()
        || url.query() != null
        || url.fragment() != null) {
      throw new IllegalArgumentException(
          "GitHub's address must be a host and a path alone, like https://HOST/api/v3");
    }
    return new ApiBase(url);
  }

  boolean holds(HttpUrl other) {
    return url.scheme().equals(other.scheme())
        && url.host().equals(other.host())
        && url.port() == other.port();
  }

  /// @param tail path below the base, unencoded, such as `repos/o/r/pulls`
  HttpUrl.Builder at(String tail) {
    return HttpUrl.get(text()).newBuilder().addPathSegments(tail);
  }

  /// Where GraphQL is spoken: `…/graphql` beside the REST interface, and `…/api/graphql` beside
  /// `…/api/v3`.
  HttpUrl graphQl() {
    String rest = text();
    String root = rest.endsWith("/api/v3") ? rest.substring(0, rest.length() - 3) : rest;
    return HttpUrl.get(root.endsWith("/") ? root + "graphql" : root + "/graphql");
  }

  /// Where people reach GitHub in a browser: `https://github.com` beside `https://api.github.com`,
  /// and the same host without `/api/v3` elsewhere.
  HttpUrl site() {
    HttpUrl.Builder site = url.newBuilder().encodedPath("/");
    return url.host().equals("api.github.com") ? site.host("github.com").build() : site.build();
  }

  /// Without a slash at the end.
  String text() {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /// By name alone, so that no resolver can be talked into anything.
  private static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("::1")
        || (name.startsWith("127.") && name.chars().allMatch(c -> c == '.' || isDigit(c)));
  }

  private static boolean isDigit(int c) {
    return '0' <= c && c <= '9';
  }
}
