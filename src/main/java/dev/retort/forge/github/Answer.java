package dev.retort.forge.github;

import java.util.Optional;
import okhttp3.Headers;

/// What GitHub answered, read to its end.
record Answer(int status, Headers headers, byte[] body) {
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
