package dev.retort.forge;

import java.util.Locale;

/// What a person may do in a repository, asked of GitHub at the moment of use.
public enum Permission {
  NONE,
  READ,
  WRITE,
  MAINTAIN,
  ADMIN;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isAtLeast(Permission other) {
    return compareTo(other) >= 0;
  }
}
