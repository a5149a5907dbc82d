package dev.retort.rule;

import dev.retort.change.HistoryChange;
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
    return switch (finding.code().family()) {
      case GRAPH -> GraphAdvice.of(finding, change);
      case HISTORY -> HistoryAdvice.of(finding);
      case READING -> ReadingAdvice.of(finding);
      case ENVIRONMENT -> EnvironmentAdvice.of(finding, change);
      case SCHEMA -> SchemaAdvice.of(finding, change);
      case NEIGHBOURHOOD ->
          switch (finding.fact()) {
            case SharedHead.Found _ -> List.of();
            default -> throw unlisted(finding);
          };
    };
  }

  /// A fact that a family does not list: somebody has to say what it advises, be it nothing.
  static IllegalArgumentException unlisted(Finding finding) {
    return new IllegalArgumentException("nobody says what to do about " + finding.fact());
  }

  static List<Advice> one(String words, UnaryOperator<EditedTree> deed) {
    return List.of(new Advice(words, deed));
  }

  /// One way out, which is another content for the line of the finding.
  static List<Advice> onLine(Finding finding, String words, UnaryOperator<String> edit) {
    return one(words, tree -> tree.line(finding.path(), finding.line(), edit));
  }

  /// One way out, which is another text for the file of the finding.
  static List<Advice> inFile(Finding finding, String words, UnaryOperator<String> edit) {
    return one(words, tree -> tree.rewrite(finding.path(), edit));
  }

  static EditedTree restored(EditedTree tree, List<String> ids) {
    ids.forEach(tree::restoreRevision);
    return tree;
  }

  static String beside(EditedTree tree, String path) {
    return tree.judged().environment().versionLocations().getFirst()
        + path.substring(path.lastIndexOf('/'));
  }
}
