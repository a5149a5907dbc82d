package dev.retort.forge.github;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/// The signed statement (JWT, RS256) by which an App says who it is. GitHub takes at most ten
/// minutes of validity; it begins a minute ago, so that clocks may differ a little.
record AppAssertion(long appId, AppKey key) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  String at(Instant now) {
    long issued = now.getEpochSecond() - 60;
    String header = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    String claims =
        encode("{\"iat\":%d,\"exp\":%d,\"iss\":\"%d\"}".formatted(issued, issued + 9 * 60, appId));
    String text = header + "." + claims;
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.current());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the App's private key cannot sign", e);
    }
  }

  private static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.US_ASCII));
  }
}
