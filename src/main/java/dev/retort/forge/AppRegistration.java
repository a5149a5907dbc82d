package dev.retort.forge;

import java.net.URI;
import java.util.Optional;

/// The registering of a GitHub App by a manifest: the person's browser posts it to GitHub, and
/// comes back with a code that is good for one exchange within the hour.
public interface AppRegistration {
  /// Where a browser posts a manifest.
  ///
  /// @param organisation who will own the App; a person's own account where empty
  /// @param state comes back with the code
  URI newApp(Optional<String> organisation, String state);

  /// Where people reach GitHub itself, without a slash at its end.
  URI site();

  /// Exchanges a code for what the new App needs.
  ///
  /// @throws ForgeException where GitHub refuses the code or does not answer
  Registered complete(String code);

  /// A new App.
  ///
  /// @param slug its name in addresses
  /// @param page its public page, from which it is installed
  /// @param privateKey PEM
  record Registered(long appId, String slug, URI page, String privateKey, String webhookSecret) {
    /// Without key and secret, for logs.
    @Override
    public String toString() {
      return "App " + appId + " (" + slug + ")";
    }
  }
}
