package dev.retort.evidence;

import dev.retort.alembic.Wildcards;

/// A branch's name, with `*` for any characters but `/`, `**` for any at all, and `?` for one that
/// is no `/`, as in the branch filters of GitHub's workflows.
public record BranchPattern(String text) {
  /// Git itself stops at about that.
  public static final int LONGEST = 255;

  public boolean matches(String branch) {
    return branch.length() <= LONGEST && Wildcards.matches(text, branch);
  }

  /// Whether it names exactly one branch.
  public boolean isPlain() {
    return text.indexOf('*') < 0 && text.indexOf('?') < 0;
  }

  /// What every branch that it matches begins with.
  public String prefix() {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '*' && text.charAt(end) != '?') {
      end++;
    }
    return text.substring(0, end);
  }
}
