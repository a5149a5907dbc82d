package dev.retort.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/// Markdown as a page would show it: what stands in code, what stands outside, and what is active.
///
/// @param prose text outside of code, where GitHub looks for mentions, references and links
/// @param code text in code spans, `<code>` and code blocks
/// @param active links, images and HTML other than what we write ourselves
public record RenderedMarkdown(String prose, List<String> code, List<String> active) {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.NONE)
          .build();

  /// What GitHub makes something of wherever it stands outside of code.
  private static final Pattern REFERENCE =
      Pattern.compile(
          "@[A-Za-z0-9]|#[0-9]|GH-[0-9]|://|www\\.|\\b[0-9a-f]{7,40}\\b|:[a-z0-9_+-]+:|\\$|/retort",
          Pattern.CASE_INSENSITIVE);

  public static Node parse(String markdown) {
    return PARSER.parse(markdown);
  }

  public static RenderedMarkdown of(String markdown) {
    StringBuilder prose = new StringBuilder();
    List<String> code = new ArrayList<>();
    List<String> active = new ArrayList<>();
    boolean inCode = false;
    for (@Nullable Node node = parse(markdown); node != null; node = next(node)) {
      switch (node) {
        case Text text -> {
          if (inCode) {
            code.set(code.size() - 1, code.getLast() + text.getLiteral());
          } else {
            prose.append(text.getLiteral());
          }
        }
        case Code span -> {
          code.add(span.getLiteral());
          prose.append('\u0001');
        }
        case FencedCodeBlock block -> code.add(block.getLiteral());
        case IndentedCodeBlock block -> active.add("indented: " + block.getLiteral());
        case HtmlInline html when html.getLiteral().equals("<code>") -> {
          inCode = true;
          code.add("");
          prose.append('\u0001');
        }
        case HtmlInline html when html.getLiteral().equals("</code>") -> inCode = false;
        case HtmlInline html -> active.add(html.getLiteral());
        case HtmlBlock html -> active.add(html.getLiteral());
        case Link link -> active.add("link: " + link.getDestination());
        case Image image -> active.add("image: " + image.getDestination());
        default -> {
          if (!inCode) {
            prose.append('\n');
          }
        }
      }
    }
    return new RenderedMarkdown(prose.toString(), code, active);
  }

  /// The first thing outside of code that GitHub would act on, or nothing.
  public String reference() {
    var matcher = REFERENCE.matcher(prose);
    return matcher.find() ? matcher.group() : "";
  }

  private static @Nullable Node next(Node node) {
    if (node.getFirstChild() != null) {
      return node.getFirstChild();
    }
    @Nullable Node up = node;
    while (up != null && up.getNext() == null) {
      up = up.getParent();
    }
    return up == null ? null : up.getNext();
  }
}
