package dev.retort.alembic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.retort.python.Value;
import dev.retort.python.Value.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The order that the package alembic-git-revisions gives to revisions which say `down_revision =
/// get_down_revision(revision)`.
///
/// It lines them up behind the one head of those whose parents are written down, in the order in
/// which git's history first brought a file of that name, those without a commit last and by name.
/// A written revision that revises one of them comes right behind it. Where `revision_chain.json`
/// lies beside the folder, that says the order instead.
final class GitChain {
  static final String MODULE = "alembic_git_revisions";
  private static final String FUNCTION = "get_down_revision";
  private static final String WRITTEN_CHAIN = "revision_chain.json";

  private GitChain() {}

  /// Whether a value is what the package's function returns.
  static boolean isComputed(Value value) {
    return value.origin().filter(GitChain::isCall).isPresent();
  }

  private static boolean isCall(Origin origin) {
    return origin instanceof Origin.Called called
        && called.callee().origin().filter(GitChain::isFunction).isPresent();
  }

  private static boolean isFunction(Origin origin) {
    return switch (origin) {
      case Origin.Imported imported ->
          imported.module().equals(MODULE) && imported.name().equals(Optional.of(FUNCTION));
      case Origin.Attribute attribute ->
          attribute.name().equals(FUNCTION)
              && attribute.object().origin().orElse(null) instanceof Origin.Imported module
              && module.module().equals(MODULE)
              && module.name().isEmpty();
      default -> false;
    };
  }

  static boolean isComputed(RevisionFile file) {
    return file.id().isPresent()
        && file.undecidable().stream()
            .anyMatch(each -> each.name().equals("down_revision") && each.isOrderedByGit());
  }

  /// The parents of the files whose parents are computed, by path; none where the order is not at
  /// hand, or the package itself would give up.
  static Map<String, String> parents(SourceTree tree, List<RevisionFile> files) {
    Map<String, List<RevisionFile>> folders = new LinkedHashMap<>();
    files.stream()
        .filter(GitChain::isComputed)
        .forEach(file -> folders.put(Folders.parent(file.path()), new ArrayList<>()));
    Map<String, String> parents = new HashMap<>();
    folders.forEach((folder, inIt) -> {
      files.stream().filter(file -> Folders.parent(file.path()).equals(folder)).forEach(inIt::add);
      Optional<Map<String, String>> chain =
          written(tree, folder)
              .or(() -> tree.brought().map(order -> new Line(inIt, order).chain()));
      chain.ifPresent(known -> {
        for (RevisionFile file : inIt) {
          String parent = known.get(file.id().orElse(""));
          if (isComputed(file) && parent != null) {
            parents.put(file.path(), parent);
          }
        }
      });
    });
    return parents;
  }

  private static Optional<Map<String, String>> written(SourceTree tree, String folder) {
    String path = Folders.join(Folders.parent(folder), WRITTEN_CHAIN);
    byte[] content = tree.entries().containsKey(path) ? tree.read(List.of(path)).get(path) : null;
    if (content == null) {
      return Optional.empty();
    }
    Map<String, String> chain = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(content)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && json.currentName() != null) {
          chain.put(json.currentName(), json.getText());
        }
      }
    } catch (IOException notJson) {
      return Optional.empty();
    }
    return Optional.of(chain);
  }

  /// One folder's revisions in a row.
  private static final class Line {
    private final List<RevisionFile> files;
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> computed = new HashSet<>();

    Line(List<RevisionFile> files, List<String> order) {
      this.files = files;
      Set<String> here = new HashSet<>();
      files.forEach(file -> here.add(Folders.name(file.path())));
      for (String name : order) {
        if (here.contains(name)) {
          places.putIfAbsent(name, places.size());
        }
      }
      files.stream()
          .filter(GitChain::isComputed)
          .forEach(file -> file.id().ifPresent(computed::add));
    }

    /// The parent of each by its id.
    Map<String, String> chain() {
      Map<String, Integer> byId = new HashMap<>();
      files.forEach(file -> file.id().ifPresent(id -> byId.put(id, place(file))));
      List<RevisionFile> row =
          files.stream()
              .filter(file -> isComputed(file) || target(file).isPresent())
              .sorted(
                  Order.by((RevisionFile file) ->
                          target(file).map(id -> byId.getOrDefault(id, 0)).orElse(place(file)))
                      .thenBy(file -> target(file).isPresent())
                      .thenBy(file -> Folders.name(file.path())))
              .toList();
      Map<String, String> chain = new HashMap<>();
      Optional<String> last = writtenHead();
      for (RevisionFile file : row) {
        String id = file.id().orElse("");
        if (isComputed(file)) {
          last.ifPresent(parent -> chain.put(id, parent));
        }
        last = Optional.of(id);
      }
      return chain;
    }

    private int place(RevisionFile file) {
      return places.getOrDefault(Folders.name(file.path()), places.size());
    }

    /// The computed revision that a written one revises.
    private Optional<String> target(RevisionFile file) {
      return file.revision().stream()
          .flatMap(revision -> revision.downRevisions().stream())
          .filter(computed::contains)
          .findFirst();
    }

    /// The one head of the revisions that stand on written ones alone.
    private Optional<String> writtenHead() {
      Set<String> written = new HashSet<>();
      files.forEach(file -> file.revision().map(Revision::id).ifPresent(written::add));
      Set<String> heads = new HashSet<>();
      Set<String> revised = new HashSet<>();
      for (RevisionFile file : files) {
        file.revision()
            .filter(revision -> written.containsAll(revision.downRevisions()))
            .ifPresent(revision -> {
              heads.add(revision.id());
              revised.addAll(revision.downRevisions());
            });
      }
      heads.removeAll(revised);
      return heads.size() == 1 ? heads.stream().findFirst() : Optional.empty();
    }
  }
}
