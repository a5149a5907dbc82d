package dev.retort.bot.command;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Document;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLines;

/// Commands in a comment: lines of running text that begin with `/retort`. What stands in a quote,
/// a list, code, or an HTML comment is not said by the person and is no command.
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
    Seen seen = Seen.of(paragraph.getContent());
    int from = 0;
    while (from < seen.running().length()) {
      int feed = seen.running().indexOf("\n", from);
      int end = feed < 0 ? seen.running().length() : feed;
      if (words(seen.running().substring(from, end)).getFirst().equals(PREFIX)) {
        List<String> words = words(seen.words().substring(from, end));
        found.add(words.subList(1, words.size()));
      }
      from = end + 1;
    }
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }

  /// A paragraph in two readings of the same length.
  ///
  /// @param running code spans and HTML comments blanked out, line ends included: what follows one
  ///   on its last line does not begin a line
  /// @param words what a reader of the page sees: HTML comments are blank, code spans stay
  private record Seen(String running, String words) {
    static Seen of(String text) {
      StringBuilder running = new StringBuilder(text.length());
      StringBuilder words = new StringBuilder(text.length());
      int at = 0;
      while (at < text.length()) {
        int from = at;
        if (text.charAt(at) == '`') {
          String fence = runOfBackticks(text, at);
          int end = endOfCode(text, at + fence.length(), fence.length());
          at = end < 0 ? at + fence.length() : end;
          running.append(end < 0 ? fence : "\0".repeat(at - from));
          words.append(text, from, at);
        } else if (text.startsWith("<!--", at)) {
          int end = text.indexOf("-->", at + 4);
          at = end < 0 ? text.length() : end + 3;
          running.append("\0".repeat(at - from));
          words.append(" ".repeat(at - from));
        } else {
          running.append(text.charAt(at));
          words.append(text.charAt(at++));
        }
      }
      return new Seen(running.toString(), words.toString());
    }
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
