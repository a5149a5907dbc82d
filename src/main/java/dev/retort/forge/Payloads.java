package dev.retort.forge;

/// The reading of webhooks: bytes as GitHub sends them to values that the bot acts on.
public interface Payloads {
  /// Reads a payload. Unknown fields don't matter; where the event, its action or a needed field is
  /// unknown, missing or null, the event is [WebhookEvent.Ignored].
  ///
  /// @param name the event's, from the `X-GitHub-Event` header
  /// @param body the request's, UTF-8
  /// @throws MalformedPayloadException where the body is no JSON object within sane bounds
  WebhookEvent read(String name, byte[] body);
}
