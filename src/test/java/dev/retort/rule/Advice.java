package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What a finding tells somebody to do, and the same done with an editor.
///
/// @param words of the message; nobody may be told what is not carried out here
/// @param deed does it
record Advice(String words, UnaryOperator<EditedTree> deed) {
  static final String OWN_ID = "5ad0c3f19be7";
  static final String MERGE = "c81e0b7742fa";

  /// Every way out that a finding names, apart; none where it only tells what is so, or where what
  /// is to be done is no edit of the tree.
  static List<Advice> of(Finding finding, HistoryChange change) {
    String path = finding.path();
    int line = finding.line();
    String at = finding.revision().orElse("");
    return switch (finding.fact()) {
      case SecondHead.Beside fact -> WaysOut.secondHead(fact, change);
      case SecondHead.Undecided fact ->
          one(
              "Write the labels as plain text",
              tree -> {
                fact.unread().forEach(id -> tree.label(id, "line_" + id));
                return tree;
              });
      case SecondHead.Several fact ->
          fact.forgetful()
              .map(each ->
                  one(
                      "let it revise",
                      tree ->
                          tree.parents(
                              each.merge(),
                              each.parents(
                                  tree.after().revision(each.merge()).get().downRevisions()))))
              .orElse(one("A merge revision over them", tree -> tree.add(MERGE, fact.heads())));
      case MissingParent.Found fact -> WaysOut.missingParent(fact);
      case DuplicateRevision.Found fact -> WaysOut.duplicate(fact, path);
      case RevisionCycle.Found fact ->
          one(
              fact.formerParents().isPresent()
                  ? "again, as it does on the base"
                  : "Open the circle",
              tree ->
                  tree.parents(
                      fact.at(), fact.formerParents().orElse(WaysOut.outside(tree, fact))));
      case RevisionCycle.EmptyText fact ->
          one("write `None`", tree -> tree.dependencies(fact.id(), List.of()));
      case SecondBase.Found fact -> WaysOut.secondBase(fact);
      case MissingDependency.Found fact -> WaysOut.missingDependency(fact, at);
      case LabelConflict.Found _ -> one("choose another label", tree -> tree.label(at, "another"));
      case CompetingMerges.Found fact -> WaysOut.competing(fact, change, path);
      case RedundantParent.Twice _ ->
          one(
              "Write it once",
              tree -> tree.parents(at, tree.after().revision(at).get().downRevisions()));
      case RedundantParent.Below fact ->
          one("Take ", tree -> tree.replaceParent(at, fact.lower(), List.of()));
      case DependsOnMerge.Found fact ->
          one(
              "Name both in `down_revision`",
              tree -> {
                List<String> all = new ArrayList<>(tree.after().revision(at).get().downRevisions());
                all.add(fact.dependency());
                return tree.parents(at, all);
              });
      case RemovedRevision.Found fact ->
          List.of(
              new Advice("Restore ", tree -> again(tree, fact)),
              new Advice(
                  ", or undo its work in a new revision on top",
                  tree -> {
                    again(tree, fact);
                    return tree.add(OWN_ID, fact.beginning().map(List::of).orElse(tree.heads()));
                  }));
      case RenamedRevision.Found fact ->
          one(
              fact.children().isEmpty() ? "Give it its id back" : "revise that again",
              tree -> {
                fact.children()
                    .forEach(child -> tree.replaceParent(child, fact.is(), List.of(fact.was())));
                return tree.restoreRevision(fact.was());
              });
      case EditedParents.Found fact -> WaysOut.editedParents(fact);
      case InsertedBelow.Found fact ->
          one(
              "revise the head",
              tree -> {
                List<String> were =
                    tree.judged().before().revision(fact.upper()).get().downRevisions();
                return fact.computed()
                    ? tree.parents(fact.inserted(), tree.heads())
                    : tree.parents(fact.inserted(), tree.heads()).parents(fact.upper(), were);
              });
      case EditedBody.Found fact ->
          one(
              "do it in a new revision",
              tree -> restored(tree, fact.ids()).add(OWN_ID, tree.after().heads()));
      case NotDecidable.Computed fact ->
          one("as plain text", tree -> plainText(tree, fact.name(), path));
      case NotDecidable.Untraced fact ->
          one("as plain text", tree -> plainText(tree, fact.name(), path));
      case NotDecidable.Importing fact ->
          one("Declare it", tree -> tree.write("requirements.txt", fact.module() + "\n"));
      case SyntaxFault.Found _ ->
          one("correct it", tree -> tree.remove(path).add(OWN_ID, tree.heads()));
      case NotARevision.Found fact -> notARevision(fact, path);
      case IllegalId.Found fact when fact.flaw() instanceof Flaw.BadId.ReferenceOfType ->
          one(
              "write ids as strings",
              tree ->
                  tree.rewrite(
                      path,
                      text -> text.replaceFirst("(?m)^(down_revision = )(\\d+)$", "$1\"$2\"")));
      case IllegalId.Found _ -> one("give it another id", tree -> tree.id(path, OWN_ID, true));
      case UnreadableEncoding.Found _ ->
          one("save it as UTF-8", tree -> tree.write(path, latin(tree, path)));
      case RevisesDisagrees.Found fact ->
          one(
              "write the same in both",
              tree ->
                  tree.rewrite(
                      path,
                      text ->
                          text.replaceFirst(
                              "(?m)^Revises:.*$",
                              "Revises: " + String.join(", ", fact.parents()))));
      case MissingFunction.Found fact ->
          one(
              "define it",
              tree ->
                  tree.rewrite(path, text -> text + "\n\ndef " + fact.name() + "():\n    pass\n"));
      case ConflictMarkers.Found _ ->
          one(
              "decide which side is to stay",
              tree ->
                  tree.rewrite(
                      path,
                      text ->
                          text.replaceAll(
                                  "(?ms)^<<<<<<<[^\\n]*\\n(.*?)^=======\\n.*?^>>>>>>>[^\\n]*\\n",
                                  "$1")
                              .replaceAll("(?m)^>>>>>>>.*\\R", "")));
      case InventedId.Found _ -> one("draw an id", tree -> tree.id(path, OWN_ID, true));
      case LongId.Found _ -> one("Give it a shorter id", tree -> tree.id(path, OWN_ID, true));
      case UnreadableConfiguration.Found _ -> List.of();
      case UnreadableConfiguration.InSettings _ -> List.of();
      case MissingLocation.Found _ -> List.of();
      case UnusedEnvironment.Found fact ->
          one(
              "name it under `environments:`",
              tree -> settings(tree, "environments: [{script_location: " + fact.folder() + "}]"));
      case NoMetadata.Found _ ->
          one(
              "Set it to the metadata",
              tree -> tree.line(path, line, old -> "target_metadata = Base.metadata"));
      case MissingImport.Found _, MissingImport.InRevisions _ ->
          one("take the import out", tree -> tree.line(path, line, old -> "pass"));
      case UnloadedFile.Found fact -> WaysOut.unloaded(fact, change, path);
      case UnseenModels.Found fact -> WaysOut.unseen(fact, path, line);
      case HeadsCollide.Found fact -> WaysOut.collide(fact, change, path, line);
      case MadeTwice.Found _ -> one("Take the line out", takeOut(path, line));
      case EnumTypeMismatch.NoType fact ->
          one(
              "Create it first",
              tree ->
                  tree.line(
                      path,
                      line,
                      old ->
                          "op.execute(\"CREATE TYPE "
                              + fact.object().name()
                              + " AS ENUM ('new', 'paid')\")\n"
                              + old));
      case EnumTypeMismatch.Twice _ ->
          one(
              "create_type=False",
              tree ->
                  tree.line(
                          path,
                          line,
                          old ->
                              old.replaceFirst(
                                  "sa\\.Enum\\(([^)]*)\\)",
                                  "postgresql.ENUM($1, create_type=False)"))
                      .rewrite(
                          path,
                          text ->
                              text.replaceFirst(
                                  "from alembic import op",
                                  "from sqlalchemy.dialects import postgresql\nfrom alembic import op")));
      case NeverMade.Refused _ -> one("", takeOut(path, line));
      case LooksLikeRename.Found fact ->
          one(
              "use `op.alter_column(",
              tree ->
                  tree.rewrite(
                      path,
                      text ->
                          text.replaceAll(
                                  "(?m)^    op\\.(add|drop)_column\\(.*\""
                                      + fact.fresh()
                                      + "\".*\\R",
                                  "")
                              .replaceFirst(
                                  "(?m)^    op\\.drop_column\\(.*$",
                                  "    op.alter_column(\"%s\", \"%s\", new_column_name=\"%s\")"
                                      .formatted(fact.table(), fact.old(), fact.fresh()))));
      case NotNullWithoutDefault.Found _ ->
          one(
              "Give it a `server_default`",
              tree ->
                  tree.line(
                      path,
                      line,
                      old ->
                          old.replace("nullable=False", "nullable=False, server_default=\"x\"")));
      case ConcurrentlyInTransaction.Found _ ->
          one(
              "autocommit_block():",
              tree ->
                  tree.line(
                      path, line, old -> "with op.get_context().autocommit_block():\n    " + old));
      case NameTooLong.Found fact ->
          List.of(
              new Advice(
                  "Write a shorter one",
                  tree ->
                      tree.line(
                          path,
                          line,
                          old -> old.replace(fact.name(), fact.name().substring(0, 40)))),
              new Advice(
                  "or put it into `op.f(…)`",
                  tree ->
                      tree.line(
                          path,
                          line,
                          old ->
                              old.replace(
                                  "\"" + fact.name() + "\"", "op.f(\"" + fact.name() + "\")"))));
      case FrozenDefault.Found _ ->
          one(
              "sa.text(\"now()\")",
              tree ->
                  tree.line(
                      path,
                      line,
                      old ->
                          old.replaceFirst(
                              "server_default=\"now\\(\\)\"",
                              "server_default=sa.text(\"now()\")")));
      case DowngradeUnnamedConstraint.Found _ ->
          one(
              "Give it a name in both functions",
              tree ->
                  tree.rewrite(
                      path,
                      text ->
                          text.replaceAll(
                              "(create_foreign_key|drop_constraint)\\(None", "$1(\"fk_by_hand\"")));
      case DowngradeFails.Found _ -> one("", takeOut(path, line));
      case DowngradeEmpty.Found _ ->
          one(
              "raise where there is no way back",
              tree ->
                  tree.rewrite(
                      path,
                      text ->
                          text.replaceFirst(
                              "(def downgrade\\(\\)[^:]*:\\n    )pass",
                              "$1raise NotImplementedError()")));
      case CoveredIndex.Found _ -> one("leave it out", takeOut(path, line));
      case CastNeedsUsing.Found fact ->
          one(
              "postgresql_using",
              tree ->
                  tree.line(
                      path,
                      line,
                      old ->
                          old.substring(0, old.length() - 1)
                              + ", postgresql_using=\"note::"
                              + fact.to()
                              + "\")"));
      case IncomparableKey.Found fact -> one("Give both the same type", takeOut(path, line));
      case AlterOutsideBatch.Found _ ->
          one(
              "with op.batch_alter_table(…) as batch_op:",
              tree -> tree.line(path, line, WaysOut::inBatch));
      case OtherHistory _,
          SecondHead.Behind _,
          SecondHead.Joined _,
          NotDecidable.OrderedByGit _,
          NotDecidable.NotRead _,
          NotDecidable.LeftUnread _,
          MissingFunction.OnlyUp _,
          NeverMade.Elsewhere _,
          DowngradeIncomplete.Found _,
          SchemaNotFollowed.Found _,
          LocksTheTable.Found _,
          DataLoss.Found _,
          SharedHead.Found _ ->
          List.of();
    };
  }

  static List<Advice> one(String words, UnaryOperator<EditedTree> deed) {
    return List.of(new Advice(words, deed));
  }

  static UnaryOperator<EditedTree> takeOut(String path, int line) {
    return tree -> tree.line(path, line, old -> "pass");
  }

  private static EditedTree again(EditedTree tree, RemovedRevision.Found fact) {
    fact.beginning().ifPresent(id -> tree.parents(id, tree.judged().before().heads()));
    return restored(tree, fact.ids());
  }

  static EditedTree restored(EditedTree tree, List<String> ids) {
    ids.forEach(tree::restoreRevision);
    return tree;
  }

  static EditedTree settings(EditedTree tree, String line) {
    String old = tree.read(".github/retort.yml").orElse("");
    return tree.write(".github/retort.yml", old + line + "\n");
  }

  private static String latin(EditedTree tree, String path) {
    byte[] bytes = tree.tree().read(List.of(path)).get(path);
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static EditedTree plainText(EditedTree tree, String name, String path) {
    return tree.rewrite(
        path,
        text ->
            name.equals("*")
                ? "revision = \"%s\"\ndown_revision = %s\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n"
                    .formatted(OWN_ID, EditedTree.literal(tree.heads()))
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
                                  + OWN_ID
                                  + "\"\ndown_revision = "
                                  + EditedTree.literal(tree.heads())
                                  + "\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n")),
              new Advice(
                  "move the file out of the version location",
                  tree -> tree.move(path, "moved.py")));
      default -> List.of();
    };
  }

  static String beside(EditedTree tree, String path) {
    return tree.judged().environment().versionLocations().getFirst()
        + path.substring(path.lastIndexOf('/'));
  }
}
