package dev.retort.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What a stranger may put into a revision id, a file name or a docstring.
public final class NastyStrings {
  public static final List<String> ALL =
      List.of(
          "@org/team",
          "@octocat",
          "hello @octocat, see #1",
          "#1",
          "GH-1",
          "octo/repo#12",
          "octo/repo@0123abcd0123abcd0123abcd0123abcd0123abcd",
          "0123abcd0123abcd0123abcd0123abcd0123abcd",
          "deadbeef",
          "https://github.com/o/r/issues/1",
          "www.example.test",
          "someone@example.test",
          "![x](https://example.test/p.png)",
          "[click](javascript:alert(1))",
          "[ref]: https://example.test",
          "<img src=x onerror=alert(1)>",
          "<script>alert(1)</script>",
          "<!-- retort:sticky -->",
          "<!--",
          "-->",
          "</code></pre></details>",
          "`",
          "``",
          "a`b",
          "`a``b`",
          "```",
          "````\n@octocat\n````",
          "x\n```\n@octocat",
          "| a | b |",
          "a|b",
          "a\\|b",
          "\\",
          "\\`",
          "a\nb",
          "a\r\nb",
          "\n\n# heading",
          "# heading",
          "- item",
          "1. item",
          "> quote",
          "***",
          "---",
          "===",
          "    indented",
          "*a* _b_ **c** ~~d~~",
          "&lt;b&gt; &#64;octocat",
          "$x$ $`y`$",
          ":shipit:",
          "/retort fix",
          "abc\u202egnp.exe",
          "\u200bzero\u200dwidth\ufeff",
          "\u001b[31mred\u001b[0m",
          "\u001b]0;title\u0007",
          "\u009b2J",
          "bell\u0007 back\b\b",
          "\u2028line\u2029paragraph",
          "\u05d0\u05d1\u05d2 12",
          "\ud800",
          "tag\udb40\udc41",
          "style:red#x;",
          "end",
          "\"];click n0 call alert()",
          "%%{init: {}}%%",
          "fa:fa-car",
          "$$\\alpha$$",
          " leading and trailing ",
          "",
          " ",
          "\t",
          "versions/3f_add.py",
          "añadir factura",
          "迁移",
          "x".repeat(100_000),
          "@".repeat(70_000),
          "`".repeat(5_000));

  private static final String PIECES =
      "`|\\<>&@#[](){}!*_~-+=.:;/'\"$%^ \n\r\ta1bZ\u202e\u200b\u001b\u0085é迁";

  private NastyStrings() {}

  /// The list, and as many strings made up of its dangerous characters.
  static List<String> withRandom(long seed, int count) {
    List<String> all = new ArrayList<>(ALL);
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(24);
      for (int j = 0; j < length; j++) {
        text.append(PIECES.charAt(random.nextInt(PIECES.length())));
      }
      all.add(text.toString());
    }
    return all;
  }
}
