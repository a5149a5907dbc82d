package dev.retort.rule;

import dev.retort.alembic.Flaw;
import java.util.List;

/// Advice of the rules that look at what can be read of a revision's file.
final class ReadingAdvice {
  private ReadingAdvice() {}

  static List<Advice> of(Finding finding) {
    String path = finding.path();
    return switch (finding.fact()) {
      case NotDecidable.Computed fact -> inPlainText(fact.name(), path);
      case NotDecidable.Untraced fact -> inPlainText(fact.name(), path);
      case NotDecidable.Importing fact ->
          Advice.one("Declare it", tree -> tree.write("requirements.txt", fact.module() + "\n"));
      case SyntaxFault.Found _ ->
          Advice.one("correct it", tree -> tree.remove(path).add(Advice.OWN_ID, tree.heads()));
      case NotARevision.Found fact -> notARevision(fact, path);
      case IllegalId.Found fact when fact.flaw() instanceof Flaw.BadId.ReferenceOfType ->
          Advice.inFile(
              finding,
              "write ids as strings",
              text -> text.replaceFirst("(?m)^(down_revision = )(\\d+)$", "$1\"$2\""));
      case IllegalId.Found _ -> anotherId("give it another id", path);
      case InventedId.Found _ -> anotherId("draw an id", path);
      case LongId.Found _ -> anotherId("Give it a shorter id", path);
      case UnreadableEncoding.Found _ ->
          Advice.one("save it as UTF-8", tree -> tree.write(path, latin(tree, path)));
      case RevisesDisagrees.Found fact ->
          Advice.inFile(
              finding,
              "write the same in both",
              text ->
                  text.replaceFirst(
                      "(?m)^Revises:.*$", "Revises: " + String.join(", ", fact.parents())));
      case MissingFunction.Found fact ->
          Advice.inFile(
              finding, "define it", text -> text + "\n\ndef " + fact.name() + "():\n    pass\n");
      case ConflictMarkers.Found _ ->
          Advice.inFile(finding, "decide which side is to stay", ReadingAdvice::withOneSide);
      case NotDecidable.OrderedByGit _,
          NotDecidable.NotRead _,
          NotDecidable.LeftUnread _,
          MissingFunction.OnlyUp _ ->
          List.of();
      default -> throw Advice.unlisted(finding);
    };
  }

  private static List<Advice> inPlainText(String name, String path) {
    return Advice.one("as plain text", tree -> plainText(tree, name, path));
  }

  private static EditedTree plainText(EditedTree tree, String name, String path) {
    return tree.rewrite(
        path,
        text ->
            name.equals("*")
                ? "revision = \"%s\"\ndown_revision = %s\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
                    .formatted(Advice.OWN_ID, EditedTree.literal(tree.heads()))
                : text.replaceAll("(?m)^" + name + "\\b.*$", "")
                    + "\n"
                    + name
                    + " = "
                    + plain(tree, name)
                    + "\n");
  }

  private static String plain(EditedTree tree, String name) {
    return switch (name) {
      case "down_revision" -> EditedTree.literal(tree.after().heads());
      case "branch_labels" -> "(\"of_its_own\",)";
      default -> "None";
    };
  }

  private static List<Advice> notARevision(NotARevision.Found fact, String path) {
    return switch (fact.flaw()) {
      case Flaw.NotLoaded.NoId _ ->
          List.of(
              new Advice(
                  "add one",
                  tree ->
                      tree.rewrite(
                          path,
                          text ->
                              text
                                  + "\nrevision = \""
                                  + Advice.OWN_ID
                                  + "\"\ndown_revision = "
                                  + EditedTree.literal(tree.heads())
                                  + "\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n")),
              new Advice(
                  "move the file out of the version location",
                  tree -> tree.move(path, "moved.py")));
      default -> List.of();
    };
  }

  private static List<Advice> anotherId(String words, String path) {
    return Advice.one(words, tree -> tree.id(path, Advice.OWN_ID, true));
  }

  private static String latin(EditedTree tree, String path) {
    byte[] bytes = tree.tree().read(List.of(path)).get(path);
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static String withOneSide(String text) {
    return text.replaceAll("(?ms)^<<<<<<<[^\\n]*\\n(.*?)^=======\\n.*?^>>>>>>>[^\\n]*\\n", "$1")
        .replaceAll("(?m)^>>>>>>>.*\\R", "");
  }
}
