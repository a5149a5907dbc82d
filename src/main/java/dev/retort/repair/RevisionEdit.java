package dev.retort.repair;

import dev.retort.alembic.Docstring;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Written;
import dev.retort.python.Span;
import dev.retort.repair.FileEdit.Replacement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a revision is to say instead of what its file says now.
///
/// @param was as its file declares it
/// @param id its id from now on
/// @param parents from now on
/// @param dependsOn from now on
/// @param path where its file stands from now on
public record RevisionEdit(
    Revision was, String id, List<String> parents, List<String> dependsOn, String path) {
  public RevisionEdit {
    parents = List.copyOf(parents);
    dependsOn = List.copyOf(dependsOn);
  }

  static RevisionEdit none(Revision revision) {
    return new RevisionEdit(
        revision, revision.id(), revision.downRevisions(), revision.dependsOn(), revision.path());
  }

  RevisionEdit withId(String other) {
    return new RevisionEdit(was, other, parents, dependsOn, path);
  }

  RevisionEdit withParents(List<String> others) {
    return new RevisionEdit(was, id, others, dependsOn, path);
  }

  RevisionEdit withDependsOn(List<String> others) {
    return new RevisionEdit(was, id, parents, others, path);
  }

  RevisionEdit withPath(String other) {
    return new RevisionEdit(was, id, parents, dependsOn, other);
  }

  boolean moves() {
    return !path.equals(was.path());
  }

  boolean changesParents() {
    return !parents.equals(was.downRevisions());
  }

  public boolean changesId() {
    return !id.equals(was.id());
  }

  boolean changesDependsOn() {
    return !dependsOn.equals(was.dependsOn());
  }

  /// Whether the file says what has to change at a place of its own.
  boolean writable() {
    return (!changesParents() || was.downWritten().isPresent())
        && (!changesId() || was.idWritten().isPresent())
        && (!changesDependsOn() || was.dependsWritten().isPresent());
  }

  /// The revision as it will be read, apart from where things stand in the file.
  Revision becomes() {
    return was.called(id).at(path).revising(parents).dependingOn(dependsOn);
  }

  /// The same as bytes. The docstring follows the code where it has the header for it.
  FileEdit in(byte[] content) {
    List<Replacement> replacements = new ArrayList<>();
    if (changesId()) {
      value(content, was.idWritten(), List.of(id), replacements);
      header(content, was.docstring().revisionId(), List.of(id), replacements);
    }
    if (changesParents()) {
      if (!oneOfThem(content, replacements)) {
        value(content, was.downWritten(), parents, replacements);
      }
      header(content, was.docstring().revises(), parents, replacements);
    }
    if (changesDependsOn()) {
      value(content, was.dependsWritten(), dependsOn, replacements);
    }
    return new FileEdit(was.path(), was.blob(), content, replacements);
  }

  /// Where one parent takes the place of another, only its own literal is rewritten: a tuple keeps
  /// its lines and comments.
  private boolean oneOfThem(byte[] content, List<Replacement> replacements) {
    List<String> old = was.downRevisions();
    if (old.size() != parents.size() || was.downWritten().isEmpty()) {
      return false;
    }
    int at = -1;
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(parents.get(i))) {
        if (at >= 0) {
          return false;
        }
        at = i;
      }
    }
    Span span = was.downWritten().get().value();
    String text = new String(content, span.start(), span.length(), StandardCharsets.ISO_8859_1);
    char quote = Literal.quoteOf(content, span.start(), span.end());
    String literal = Literal.string(old.get(at), quote);
    int start = text.indexOf(literal);
    if (start < 0 || text.indexOf(literal, start + 1) >= 0) {
      return false;
    }
    int from = span.start() + start;
    replacements.add(
        new Replacement(
            new Span(from, from + literal.length()),
            Literal.string(parents.get(at), quote).getBytes(StandardCharsets.US_ASCII)));
    return true;
  }

  private void value(
      byte[] content, Optional<Written> written, List<String> ids, List<Replacement> replacements) {
    written.ifPresent(place -> {
      // `None` shows no quotes; the id beside it does.
      char quote =
          was.idWritten()
              .filter(id -> !hasQuote(content, place) && hasQuote(content, id))
              .map(id -> Literal.quoteOf(content, id.value().start(), id.value().end()))
              .orElseGet(
                  () -> Literal.quoteOf(content, place.value().start(), place.value().end()));
      replacements.add(new Replacement(place.value(), Literal.parents(ids, quote)));
    });
  }

  private static boolean hasQuote(byte[] content, Written place) {
    for (int i = place.value().start(); i < place.value().end(); i++) {
      if (content[i] == '"' || content[i] == '\'') {
        return true;
      }
    }
    return false;
  }

  private static void header(
      byte[] content,
      Optional<Docstring.Header> header,
      List<String> ids,
      List<Replacement> replacements) {
    if (header.isEmpty() || !Literal.plain(ids)) {
      return;
    }
    Docstring.Header there = header.get();
    String text = String.join(", ", ids);
    int start = there.span().start();
    boolean touchesName = there.span().length() == 0 && start > 0 && content[start - 1] == ':';
    replacements.add(
        new Replacement(
            there.span(),
            (touchesName && !text.isEmpty() ? " " + text : text)
                .getBytes(StandardCharsets.US_ASCII)));
  }
}
