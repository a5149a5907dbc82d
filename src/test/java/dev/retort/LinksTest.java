package dev.retort;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages for people: what they link to is there.
class LinksTest {
  private static final String OURS = "https://github.com/retort/retort/(?:blob|tree|raw)/main/";
  private static final Pattern ATTRIBUTE = Pattern.compile("(?:href|src|srcset)=\"([^\"]+)\"");
  private static final Pattern OUR_PATH = Pattern.compile("(?:src|deploy|\\.ci)/[\\w./-]+");

  @TempDir private Path folder = Path.of(".");

  @Test
  void every_link_of_every_page_leads_somewhere() throws IOException {
    List<Path> pages = pages();

    assertThat(pages).hasSizeGreaterThan(60);
    assertThat(deadLinks(Path.of(""), pages)).isEmpty();
  }

  @Test
  void a_page_that_is_gone_a_heading_that_is_gone_and_a_picture_that_is_gone_are_told()
      throws IOException {
    Files.writeString(
        folder.resolve("a.md"),
        """
        # What `a` is, and why

        [here](#what-a-is-and-why) [there](b.md#two-1) [out](https://example.com/no)
        [gone](c.md) [no heading](b.md#three) [none](#nowhere)
        <img src="no.png"> `src/no/Such.java`
        [ours](https://github.com/retort/retort/blob/main/no.md)
        """);
    Files.writeString(folder.resolve("b.md"), "# One\n\n## Two\n\n## Two\n");

    assertThat(deadLinks(folder, List.of(folder.resolve("a.md"), folder.resolve("b.md"))))
        .containsExactlyInAnyOrder(
            "a.md -> c.md",
            "a.md -> b.md#three",
            "a.md -> #nowhere",
            "a.md -> no.png",
            "a.md -> src/no/Such.java",
            "a.md -> https://github.com/retort/retort/blob/main/no.md");
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
    for (String top : List.of("src/docs", ".github", "deploy")) {
      try (Stream<Path> files = Files.walk(Path.of(top))) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }

  private static List<String> deadLinks(Path top, List<Path> pages) throws IOException {
    Map<Path, Page> read = new HashMap<>();
    List<String> dead = new ArrayList<>();
    for (Path page : pages) {
      for (String link : read(read, page).links()) {
        if (!isThere(top, page, link, read)) {
          dead.add(top.relativize(page) + " -> " + link);
        }
      }
    }
    return dead;
  }

  private static boolean isThere(Path top, Path page, String link, Map<Path, Page> read)
      throws IOException {
    String place = link.replaceFirst("^" + OURS, "/");
    if (place.matches("[a-z]+:.*")) {
      return true;
    }
    int hash = place.indexOf('#');
    String path = hash < 0 ? place : place.substring(0, hash);
    Path target = page;
    if (path.startsWith("/") || (OUR_PATH.matcher(path).matches() && isOfTop(top, path))) {
      target = top.resolve(path.replaceFirst("^/", ""));
    } else if (!path.isEmpty()) {
      target = page.resolveSibling(path).normalize();
    }
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0
        || !target.toString().endsWith(".md")
        || read(read, target).anchors().contains(place.substring(hash + 1));
  }

  /// A path in a sentence is one from the top, wherever the sentence stands.
  private static boolean isOfTop(Path top, String path) {
    return Files.exists(top.resolve(path));
  }

  private static Page read(Map<Path, Page> read, Path page) throws IOException {
    Page known = read.get(page);
    if (known == null) {
      known = Page.of(Files.readString(page));
      read.put(page, known);
    }
    return known;
  }

  /// @param links as they are written
  /// @param anchors of its headings, as GitHub names them
  private record Page(Set<String> links, Set<String> anchors) {
    static Page of(String text) {
      Page page = new Page(new HashSet<>(), new HashSet<>());
      Parser.builder().build().parse(text).accept(page.reader());
      return page;
    }

    private AbstractVisitor reader() {
      return new AbstractVisitor() {
        @Override
        public void visit(Link link) {
          links.add(link.getDestination());
          visitChildren(link);
        }

        @Override
        public void visit(Image image) {
          links.add(image.getDestination());
        }

        @Override
        public void visit(Code code) {
          if (OUR_PATH.matcher(code.getLiteral()).matches()) {
            links.add(code.getLiteral());
          }
        }

        @Override
        public void visit(HtmlInline html) {
          attributes(html.getLiteral());
        }

        @Override
        public void visit(HtmlBlock html) {
          attributes(html.getLiteral());
        }

        @Override
        public void visit(Heading heading) {
          String anchor =
              words(heading).toLowerCase(ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
          for (int again = 1; !anchors.add(anchor); again++) {
            anchor = anchor.replaceFirst("(-\\d+)?$", "-" + again);
          }
          visitChildren(heading);
        }
      };
    }

    private void attributes(String html) {
      ATTRIBUTE.matcher(html).results().map(each -> each.group(1)).forEach(links::add);
    }

    private static String words(Node node) {
      StringBuilder words = new StringBuilder();
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text text) {
              words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
              words.append(code.getLiteral());
            }
          });
      return words.toString();
    }
  }
}
