package dev.retort.report;

import dev.retort.audit.Audit;
import dev.retort.audit.Occasion;
import dev.retort.change.Sha256;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/// The page of an audit as one file of HTML: the same words as [AuditMarkdown], with pictures that
/// are drawn in it. It runs no script, asks the network for nothing, which its policy also forbids,
/// and can be printed.
public final class AuditHtml {
  /// The language of a block that stands for a picture, by its number.
  private static final String PICTURE = "retort-picture";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8c959f; --fresh: #1a7f37; --gone: #cf222e; --soft: #f6f8fa; }
      @media (prefers-color-scheme: dark) { :root { --soft: #1c2128; --fresh: #3fb950; --gone: #f85149; } }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 .6em; }
      h2 { border-bottom: 1px solid var(--line); padding-bottom: .2em; }
      code, pre, svg .id { font-family: ui-monospace, monospace; font-size: .9em; }
      code { background: var(--soft); border-radius: 4px; padding: .1em .3em; overflow-wrap: anywhere; }
      pre { background: var(--soft); padding: .8em; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
      pre code { background: none; padding: 0; }
      li { margin: .25em 0; overflow-wrap: anywhere; }
      table { border-collapse: collapse; display: block; overflow-x: auto; }
      td, th { border: 1px solid var(--line); padding: .25em .6em; text-align: left; }
      figure { margin: 1em 0; overflow-x: auto; }
      svg { max-width: 100%; height: auto; }
      svg text { font: 13px system-ui, sans-serif; fill: currentColor; }
      svg .id { font-weight: 600; }
      svg .trait { font-style: italic; }
      .edge { fill: none; stroke: var(--line); stroke-width: 2; }
      .edge.open { stroke-dasharray: 3 4; }
      .edge.back { stroke: var(--gone); stroke-dasharray: 6 3; }
      .node { fill: var(--line); stroke: var(--line); stroke-width: 2; }
      .node.tip { stroke: currentColor; stroke-width: 3; }
      .node.fresh { fill: var(--fresh); stroke: var(--fresh); }
      .node.gone { fill: Canvas; stroke: var(--gone); stroke-dasharray: 3 2; }
      .node.elided { fill: Canvas; }
      @media print {
        body { max-width: none; margin: 0; font-size: 10pt; }
        h2, h3, h4 { break-after: avoid; }
        pre, li, figure, table { break-inside: avoid; }
      }
      """;

  private final List<String> pictures = new ArrayList<>();

  private AuditHtml() {}

  public static String of(Audit audit, Occasion occasion) {
    return new AuditHtml().page(audit, occasion);
  }

  private String page(Audit audit, Occasion occasion) {
    Node read =
        Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .build()
            .parse(AuditMarkdown.of(audit, occasion, this::picture));
    read.accept(new Boxes());
    String body =
        HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(Ours::new)
            .build()
            .render(read);
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
        + hash(STYLE)
        + "'; base-uri 'none'; form-action 'none'\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
        + "<title>"
        + title(read)
        + " – Retort</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n"
        + body
        + "</body>\n</html>\n";
  }

  private String picture(Neighbourhood neighbourhood) {
    String more =
        neighbourhood.left() > 0
            ? "<figcaption>"
                + neighbourhood.left()
                + " more that no picture could hold.</figcaption>"
            : "";
    pictures.add(
        "<figure>"
            + HistorySvg.of(neighbourhood, "Revisions, the youngest on top")
            + more
            + "</figure>\n");
    return "```" + PICTURE + "\n" + (pictures.size() - 1) + "\n```";
  }

  /// The words of the first heading, which are ours.
  private static String title(Node page) {
    StringBuilder title = new StringBuilder();
    if (page.getFirstChild() instanceof Heading heading
        && heading.getFirstChild() instanceof Text text) {
      title.append(text.getLiteral());
    }
    return title.isEmpty() ? "Audit" : title.toString();
  }

  private static String hash(String style) {
    return Base64.getEncoder().encodeToString(Sha256.of(style));
  }

  /// Boxes to be ticked, which Markdown of its own does not know.
  private static final class Boxes extends AbstractVisitor {
    private static final String BOX = "[ ] ";

    @Override
    public void visit(ListItem item) {
      Node paragraph = item.getFirstChild();
      if (paragraph != null
          && paragraph.getFirstChild() instanceof Text text
          && text.getLiteral().startsWith(BOX)) {
        text.setLiteral("☐ " + text.getLiteral().substring(BOX.length()));
      }
      visitChildren(item);
    }
  }

  /// Pictures, and of HTML only what the page writes itself; all other is shown as text.
  private final class Ours implements NodeRenderer {
    private static final String FOLDED = "<details><summary>The patch (";

    private final HtmlNodeRendererContext context;

    Ours(HtmlNodeRendererContext context) {
      this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(FencedCodeBlock.class, HtmlBlock.class, HtmlInline.class);
    }

    @Override
    public void render(Node node) {
      switch (node) {
        case FencedCodeBlock block when PICTURE.equals(block.getInfo()) ->
            context.getWriter().raw(pictures.get(Integer.parseInt(block.getLiteral().strip())));
        case FencedCodeBlock block -> {
          context.getWriter().line();
          context.getWriter().tag("pre");
          context.getWriter().tag("code", Map.of());
          context.getWriter().text(block.getLiteral());
          context.getWriter().tag("/code");
          context.getWriter().tag("/pre");
          context.getWriter().line();
        }
        case HtmlInline html -> html(html.getLiteral());
        case HtmlBlock html -> html(html.getLiteral().strip());
        default -> throw new IllegalStateException("asked for " + node);
      }
    }

    private void html(String literal) {
      boolean folded =
          literal.startsWith(FOLDED)
              && literal.substring(FOLDED.length()).matches("[a-z]+\\)</summary>");
      if (folded) {
        // What is folded away does not get printed.
        context.getWriter().raw(literal.replace("<details>", "<details open>"));
      } else if (Set.of("<code>", "</code>", "</details>").contains(literal)) {
        context.getWriter().raw(literal);
      } else {
        context.getWriter().text(literal);
      }
    }
  }
}
