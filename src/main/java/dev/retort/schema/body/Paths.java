package dev.retort.schema.body;

import dev.retort.alembic.SourceTree;
import dev.retort.schema.Gap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Paths of the repository's files as a migration puts them together. A path is relative to the
/// repository's root, as `__file__` is.
final class Paths {
  private static final Sym.Ref PATH = new Sym.Ref("pathlib.Path");
  private static final int MOST_BYTES = 1 << 20;

  private Paths() {}

  static Sym of(String path) {
    return new Sym.Made(PATH, List.of(Sym.text(path)), Map.of(), 1, true);
  }

  static Optional<String> text(Sym value) {
    return value instanceof Sym.Made made && made.last().equals("Path")
        ? made.arguments().isEmpty()
            ? Optional.of("")
            : made.arguments().getFirst() instanceof Sym.Made inner
                ? text(inner)
                : made.arguments().getFirst().asText()
        : value.asText();
  }

  static Sym join(Sym base, Sym part) {
    Optional<String> left = text(base);
    Optional<String> right = text(part);
    return left.isPresent() && right.isPresent()
        ? of(normal(left.get() + "/" + right.get()))
        : new Sym.Unknown(1, Gap.OfValue.PATH);
  }

  static Sym attribute(Sym.Made path, String name) {
    Optional<String> text = text(path);
    return switch (name) {
      case "parent" ->
          text.map(each -> of(Modules.folder(each)))
              .orElseGet(() -> new Sym.Unknown(path.line(), Gap.OfValue.PATH));
      case "name" ->
          text.map(each -> Sym.text(each.substring(each.lastIndexOf('/') + 1)))
              .orElseGet(() -> new Sym.Unknown(path.line(), Gap.OfValue.PATH));
      default -> new Sym.Method(path, name);
    };
  }

  static Sym joined(List<Sym> parts) {
    List<String> texts = new ArrayList<>();
    for (Sym part : parts) {
      Optional<String> text = text(part);
      if (text.isEmpty()) {
        return new Sym.Unknown(1, Gap.OfValue.PATH);
      }
      texts.add(text.get());
    }
    return Sym.text(normal(String.join("/", texts)));
  }

  static String normal(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  /// The text of a file of the repository.
  static Optional<String> read(SourceTree sources, String path) {
    String normal = normal(path);
    SourceTree.Entry entry = sources.entries().get(normal);
    if (entry == null) {
      String suffix = "/" + normal;
      List<String> same =
          normal.isEmpty()
              ? List.of()
              : sources.entries().keySet().stream().filter(each -> each.endsWith(suffix)).toList();
      if (same.size() != 1) {
        return Optional.empty();
      }
      return read(sources, same.getFirst());
    }
    if (entry.size() > MOST_BYTES) {
      return Optional.empty();
    }
    byte[] content = sources.read(List.of(normal)).get(normal);
    return content == null
        ? Optional.empty()
        : Optional.of(new String(content, StandardCharsets.UTF_8));
  }
}
