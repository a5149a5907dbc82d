package dev.retort.forge;

/// What a person may do in a repository, asked of GitHub at the moment of use.
public enum Permission {
  NONE,
  READ,
  WRITE,
  ADMIN;

  public boolean mayWrite() {
    return compareTo(WRITE) >= 0;
  }
}
