package dev.retort.standin;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A GitHub App as its registration page has it, with the key pair that its owner downloaded.
public final class RegisteredApp {
  /// What the App is granted where it is installed as its manifest asks.
  public static final Map<String, String> GRANTED =
      Map.of(
          "checks", "write",
          "contents", "write",
          "pull_requests", "write",
          "issues", "write",
          "metadata", "read",
          "merge_queues", "read");

  private static final KeyPair SHARED = SharedKey.pair();

  private final long id;
  private final String slug;
  private final String name;
  private final String webhookSecret;
  private final KeyPair keys;
  private final Map<String, String> permissions = new ConcurrentHashMap<>(GRANTED);
  private volatile List<String> events = StandIn.EVENTS;

  private RegisteredApp(long id, String slug, String name, String webhookSecret, KeyPair keys) {
    this.id = id;
    this.slug = slug;
    this.name = name;
    this.webhookSecret = webhookSecret;
    this.keys = keys;
  }

  /// The App under test.
  public static RegisteredApp retort() {
    return new RegisteredApp(4242, "retort", "Retort", "a secret only for tests", SHARED);
  }

  /// Somebody else's App with the same rights.
  public static RegisteredApp another(long id, String slug) {
    return new RegisteredApp(id, slug, slug, "another secret", SHARED);
  }

  public long id() {
    return id;
  }

  public String slug() {
    return slug;
  }

  public String name() {
    return name;
  }

  public String webhookSecret() {
    return webhookSecret;
  }

  /// The account that its writes are shown under.
  public Account bot() {
    return new Account(id + 70_000_000, slug + "[bot]", Account.Kind.BOT);
  }

  public Map<String, String> permissions() {
    return Map.copyOf(permissions);
  }

  /// @param level `read`, `write` or `none`
  public void grant(String permission, String level) {
    if (level.equals("none")) {
      permissions.remove(permission);
    } else {
      permissions.put(permission, level);
    }
  }

  /// What it is told of.
  public List<String> events() {
    return events;
  }

  /// Has it told of these alone.
  public void subscribe(List<String> told) {
    events = List.copyOf(told);
  }

  PublicKey publicKey() {
    return keys.getPublic();
  }

  public KeyPair keys() {
    return keys;
  }

  /// The private key in the form that GitHub hands out: PKCS#1 in PEM.
  public String privateKeyPem() {
    byte[] pkcs8 = keys.getPrivate().getEncoded();
    // PKCS#8 wraps the PKCS#1 key in an octet string; for a 2048 bit key its content starts at 26.
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    return pem("RSA PRIVATE KEY", pkcs1);
  }

  /// The same key as `openssl pkcs8` writes it.
  public String privateKeyPkcs8Pem() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /// A key that GitHub does not know.
  public static String strangePem() {
    return new RegisteredApp(0, "", "", "", SharedKey.another()).privateKeyPem();
  }

  private static String pem(String what, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }
}
