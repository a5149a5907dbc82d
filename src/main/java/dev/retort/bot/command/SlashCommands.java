package dev.retort.bot.command;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Document;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLines;

/// Finds commands in a comment: lines of running text that begin with `/retort`. What stands in a
/// quote, a list, code, or an HTML comment is not said by the person and is no command.
public final class SlashCommands {
  private static final String PREFIX = "/retort";

  /// A comment that asks for more than this is not a conversation.
  private static final int MOST = 5;

  private SlashCommands() {}

  /// Each command as its words after `/retort`, in order; an empty list of words for a bare
  /// `/retort`.
  public static List<List<String>> in(String comment) {
    if (!comment.contains(PREFIX)) {
      return List.of();
    }
    // Only the block structure is parsed: emphasis nested ten thousand deep costs nothing.
    List<List<String>> found = new ArrayList<>();
    InlineParser paragraphs =
        (lines, block) -> {
          if (block instanceof Paragraph && block.getParent() instanceof Document) {
            collect(lines, found);
          }
        };
    Parser.builder()
        .maxOpenBlockParsers(32)
        .inlineParserFactory(context -> paragraphs)
        .build()
        .parse(comment);
    return found.stream().limit(MOST).toList();
  }

  private static void collect(SourceLines paragraph, List<List<String>> found) {
    String hidden = withoutCodeAndComments(paragraph.getContent());
    for (String line : hidden.split("\n", -1)) {
      List<String> words = List.of(line.strip().split("\\s+"));
      if (words.getFirst().equals(PREFIX)) {
        found.add(words.subList(1, words.size()));
      }
    }
  }

  /// Code spans and HTML comments blanked out, line ends included: what follows one on its last
  /// line does not begin a line.
  private static String withoutCodeAndComments(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '`') {
        String fence = runOfBackticks(text, at);
        int end = endOfCode(text, at + fence.length(), fence.length());
        visible.append(end < 0 ? fence : "\0");
        at = end < 0 ? at + fence.length() : end;
      } else if (text.startsWith("<!--", at)) {
        int end = text.indexOf("-->", at + 4);
        visible.append('\0');
        at = end < 0 ? text.length() : end + 3;
      } else {
        visible.append(text.charAt(at++));
      }
    }
    return visible.toString();
  }

  private static String runOfBackticks(String text, int from) {
    int to = from;
    while (to < text.length() && text.charAt(to) == '`') {
      to++;
    }
    return text.substring(from, to);
  }

  /// The index after the run of exactly as many backticks that closes a code span; -1 where none
  /// does.
  private static int endOfCode(String text, int from, int length) {
    int at = text.indexOf('`', from);
    while (at >= 0) {
      int run = runOfBackticks(text, at).length();
      if (run == length) {
        return at + run;
      }
      at = text.indexOf('`', at + run);
    }
    return -1;
  }
}
