package dev.retort.standin;

/// Somebody at GitHub: a person, an organisation or an App's bot.
public record Account(long id, String login, Kind kind) {
  public enum Kind {
    USER("User"),
    ORGANIZATION("Organization"),
    BOT("Bot");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  String email() {
    return id + "+" + login + "@users.noreply.github.com";
  }
}
