package dev.retort.forge;

/// What a person may do in a repository, asked of GitHub at the moment of use.
public enum Permission {
  NONE,
  READ,
  WRITE,
  MAINTAIN,
  ADMIN;

  public boolean isAtLeast(Permission other) {
    return compareTo(other) >= 0;
  }
}
