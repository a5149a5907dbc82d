package dev.retort.evidence;

/// A branch's name, with `*` for any characters but `/`, `**` for any at all, and `?` for one that
/// is no `/`, as in the branch filters of GitHub's workflows.
///
/// Matching takes time in proportion to the product of both lengths, whatever the pattern.
public record BranchPattern(String text) {
  /// Git itself stops at about that.
  public static final int LONGEST = 255;

  public boolean matches(String branch) {
    if (branch.length() > LONGEST) {
      return false;
    }
    // reached[j]: what is read of the pattern so far matches the first j characters.
    boolean[] reached = new boolean[branch.length() + 1];
    reached[0] = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean[] next = new boolean[branch.length() + 1];
      if (c == '*') {
        boolean anything = i + 1 < text.length() && text.charAt(i + 1) == '*';
        if (anything) {
          i++;
        }
        next[0] = reached[0];
        for (int j = 1; j <= branch.length(); j++) {
          next[j] = reached[j] || (next[j - 1] && (anything || branch.charAt(j - 1) != '/'));
        }
      } else {
        for (int j = 1; j <= branch.length(); j++) {
          char at = branch.charAt(j - 1);
          next[j] = reached[j - 1] && (c == '?' ? at != '/' : c == at);
        }
      }
      reached = next;
    }
    return reached[branch.length()];
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
