package dev.retort.rule;

import dev.retort.alembic.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/// Words for people, made of pieces that say what each is, so that nobody has to read a sentence to
/// find the ids in it. Text is ours alone; whatever somebody else chose goes into a piece of its
/// own kind, and every renderer makes these harmless where it writes.
public record Prose(List<Piece> pieces) {
  /// Nothing at all.
  public static final Prose EMPTY = new Prose(List.of());

  /// The end of a sentence that has another one behind it.
  public static final Prose STOP = EMPTY.stop();

  private static final int LONGEST_LIST = 5;

  public Prose {
    pieces = List.copyOf(pieces);
  }

  /// A part of a sentence.
  public sealed interface Piece {
    /// The piece in text without markup.
    String plain();
  }

  /// Words of ours, never a stranger's.
  public record Text(String words) implements Piece {
    @Override
    public String plain() {
      return words;
    }
  }

  /// The id of a revision, a label, or the name of an object of the database.
  public record Id(String id) implements Piece {
    @Override
    public String plain() {
      return Quoted.code(id);
    }
  }

  /// A file or folder, relative to the repository's root.
  public record Path(String path) implements Piece {
    @Override
    public String plain() {
      return Quoted.code(path);
    }
  }

  /// A line of a file.
  public record Line(String path, int line) implements Piece {
    @Override
    public String plain() {
      return Quoted.code(path + ":" + line);
    }
  }

  /// What somebody writes or types: a name of Python, a command, a line of configuration.
  public record Code(String code) implements Piece {
    /// A line of configuration is there to be copied, so it has to be whole.
    private static final int LONGEST_LINE = 1_000;

    @Override
    public String plain() {
      return code.isEmpty() ? Quoted.code(code) : '`' + Quoted.harmless(code, LONGEST_LINE) + '`';
    }
  }

  /// A message of a program, letter by letter.
  public record Said(String message) implements Piece {
    private static final int LONGEST_MESSAGE = 1_000;

    @Override
    public String plain() {
      return '"' + Quoted.harmless(message, LONGEST_MESSAGE) + '"';
    }
  }

  /// A compiler's message, in which a stranger's words stand between backticks, made harmless
  /// already.
  public record Diagnostic(String words) implements Piece {
    @Override
    public String plain() {
      return words;
    }
  }

  /// A stranger's words, or a clause that may hold some.
  public record Quote(String words) implements Piece {
    @Override
    public String plain() {
      return inner(words);
    }
  }

  /// The end of a sentence that has another one behind it.
  public record Stop() implements Piece {
    @Override
    public String plain() {
      return ". ";
    }
  }

  /// A pull request of the same repository.
  public record PullRequest(int number) implements Piece {
    @Override
    public String plain() {
      return "#" + number;
    }
  }

  private static String inner(String text) {
    String code = Quoted.code(text);
    return code.substring(1, code.length() - 1);
  }

  /// Words of ours to begin with.
  public static Prose of(String words) {
    return EMPTY.text(words);
  }

  /// @param words ours, never a stranger's
  public Prose text(String words) {
    return words.isEmpty() ? this : with(new Text(words));
  }

  public Prose id(String id) {
    return with(new Id(id));
  }

  /// At most five ids, and how many more there are.
  public Prose ids(Collection<String> ids) {
    return list(ids, Prose::id);
  }

  /// Ids between commas, at most five of them, and how many more there are.
  public Prose few(Collection<String> ids) {
    return few(ids, Prose::id);
  }

  /// The same of anything.
  ///
  /// @param append how one item is said behind what was said before
  public <T> Prose few(Collection<T> items, BiFunction<Prose, T, Prose> append) {
    return few(items, LONGEST_LIST, ", ", append);
  }

  /// The same, with something else between two of them.
  ///
  /// @param most how many are shown
  public <T> Prose few(
      Collection<T> items, int most, String between, BiFunction<Prose, T, Prose> append) {
    Prose few = this;
    int shown = 0;
    for (T item : items) {
      if (shown == most) {
        return few.text(" and " + (items.size() - most) + " more");
      }
      few = append.apply(shown++ == 0 ? few : few.text(between), item);
    }
    return few;
  }

  /// The same, with a large letter where it begins with words of ours.
  public Prose capitalized() {
    if (pieces.isEmpty() || !(pieces.getFirst() instanceof Text(String words))) {
      return this;
    }
    List<Piece> all = new ArrayList<>(pieces);
    all.set(0, new Text(Character.toUpperCase(words.charAt(0)) + words.substring(1)));
    return new Prose(all);
  }

  /// Some words, one after the other.
  ///
  /// @param between what stands between two of them
  public static Prose joined(List<Prose> parts, String between) {
    Prose joined = EMPTY;
    for (int i = 0; i < parts.size(); i++) {
      joined = (i == 0 ? joined : joined.text(between)).then(parts.get(i));
    }
    return joined;
  }

  /// At most five paths, and how many more there are.
  public Prose paths(Collection<String> paths) {
    return list(paths, Prose::path);
  }

  public Prose path(String path) {
    return with(new Path(path));
  }

  public Prose line(String path, int line) {
    return with(new Line(path, line));
  }

  public Prose code(String code) {
    return with(new Code(code));
  }

  public Prose said(String message) {
    return with(new Said(message));
  }

  public Prose diagnostic(String words) {
    return with(new Diagnostic(words));
  }

  public Prose quote(String words) {
    return with(new Quote(words));
  }

  /// Ends the sentence; the next one is the caller's.
  public Prose stop() {
    return with(new Stop());
  }

  /// What stands behind the first sentence; nothing where there is only one.
  public Prose afterFirstSentence() {
    int end = pieces.indexOf(new Stop());
    return end < 0 ? EMPTY : new Prose(pieces.subList(end + 1, pieces.size()));
  }

  public Prose pullRequest(int number) {
    return with(new PullRequest(number));
  }

  /// The same with more behind it; a space is the caller's.
  public Prose then(Prose more) {
    List<Piece> all = new ArrayList<>(pieces);
    all.addAll(more.pieces);
    return new Prose(all);
  }

  /// The same with more behind it where a condition holds.
  public Prose when(boolean condition, Prose more) {
    return condition ? then(more) : this;
  }

  /// Whether it speaks of a revision or a file.
  public boolean mentions(String idOrPath) {
    return pieces.contains(new Id(idOrPath)) || pieces.contains(new Path(idOrPath));
  }

  /// `a`, `a and b`, `a, b and c`, and at most five of them.
  ///
  /// @param append how one item is said behind what was said before
  public <T> Prose list(Collection<T> items, BiFunction<Prose, T, Prose> append) {
    List<T> all = List.copyOf(items);
    if (all.isEmpty()) {
      return text("nothing");
    }
    boolean more = all.size() > LONGEST_LIST;
    List<T> shown = more ? all.subList(0, LONGEST_LIST) : all;
    Prose list = this;
    for (int i = 0; i < shown.size(); i++) {
      boolean last = !more && i == shown.size() - 1;
      list = append.apply(i == 0 ? list : list.text(last ? " and " : ", "), shown.get(i));
    }
    return more ? list.text(" and " + (all.size() - LONGEST_LIST) + " more") : list;
  }

  /// Text without markup: ids, paths and code between backticks, with nothing in them that could
  /// end these.
  public String plain() {
    return pieces.stream().map(Piece::plain).collect(Collectors.joining());
  }

  private Prose with(Piece piece) {
    return then(new Prose(List.of(piece)));
  }
}
