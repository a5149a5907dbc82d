package dev.retort.report;

import dev.retort.schema.Column;
import dev.retort.schema.Effect;
import dev.retort.schema.EnumType;
import dev.retort.schema.Index;
import dev.retort.schema.Inventory;
import dev.retort.schema.Key;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import dev.retort.schema.Table;
import java.util.ArrayList;
import java.util.List;

/// Replayed schemas as Markdown: the inventory that teams otherwise write by hand.
public final class SchemaMarkdown {
  static final String NOTHING = "Nothing of the schema changes.";

  private static final int LONGEST_EFFECT = 2_000;

  private SchemaMarkdown() {}

  public static String of(List<SchemaView> views) {
    StringBuilder out = new StringBuilder();
    if (views.isEmpty()) {
      return "No Alembic environment here.\n";
    }
    for (SchemaView view : views) {
      view(view, out);
    }
    return out.toString();
  }

  private static void view(SchemaView view, StringBuilder out) {
    Replay replay = view.replay();
    Schema schema = replay.schema();
    Inventory inventory = Inventory.of(replay);
    out.append("## ")
        .append(Markdown.code(replay.history().environment().scriptLocation()))
        .append(" on ")
        .append(replay.dialect().sqlName())
        .append("\n\n")
        .append(SchemaWords.counts(schema, inventory))
        .append(". ")
        .append(Markdown.text(SchemaWords.known(schema)))
        .append(' ')
        .append(UpgradeWords.sentence(view.upgrade(), Headline.Voice.MARKDOWN))
        .append("\n\n");
    if (view.change().isPresent() || view.effects()) {
      steps(view, out);
    } else {
      schema.tables().stream()
          .filter(table -> !table.foreign())
          .forEach(table -> table(table, out));
      enums(schema, out);
      List<String> remarks = SchemaWords.remarks(replay, inventory);
      if (!remarks.isEmpty()) {
        out.append("### Worth a look\n\n");
        remarks.forEach(remark -> out.append("- ").append(Markdown.text(remark)).append('\n'));
        out.append('\n');
      }
    }
    SchemaDiagram.of(view)
        .ifPresent(diagram -> out.append(Markdown.block("mermaid", diagram)).append('\n'));
    SchemaDiagram.note(view).ifPresent(note -> out.append("\n(").append(note).append(".)\n"));
  }

  private static void table(Table table, StringBuilder out) {
    out.append("### ")
        .append(Markdown.code(table.name()))
        .append("\n\n")
        .append(table.isOpen() ? "Not wholly known. " : "")
        .append("Made by ")
        .append(Markdown.code(table.made().revision()))
        .append(" in ")
        .append(Markdown.code(table.made().path() + ":" + table.made().line()))
        .append(".\n\n");
    if (!table.columns().isEmpty()) {
      out.append("| column | type | null | default | made by |\n|---|---|---|---|---|\n");
      for (Column column : table.columns().values()) {
        out.append("| ")
            .append(Markdown.code(column.name()))
            .append(" | ")
            .append(Markdown.code(column.type()))
            .append(" | ")
            .append(column.nullable().map(each -> each ? "yes" : "no").orElse("?"))
            .append(" | ")
            .append(SchemaFacts.shown(column.value()).map(Markdown::code).orElse(""))
            .append(" | ")
            .append(Markdown.code(column.made().revision() + ":" + column.made().line()))
            .append(" |\n");
      }
      out.append('\n');
    }
    for (Key key : table.keys().values()) {
      out.append("- ")
          .append(Markdown.code(SchemaWords.key(key)))
          .append(' ')
          .append(Markdown.code(key.name()))
          .append('\n');
    }
    for (Index index : table.indexes().values()) {
      out.append("- ")
          .append(Markdown.code(SchemaWords.index(index)))
          .append(' ')
          .append(Markdown.code(index.name()))
          .append('\n');
    }
    out.append('\n');
  }

  private static void enums(Schema schema, StringBuilder out) {
    if (schema.enums().isEmpty()) {
      return;
    }
    out.append("### Enum types\n\n");
    for (EnumType type : schema.enums()) {
      out.append("- ")
          .append(Markdown.code(type.name()))
          .append(": ")
          .append(Markdown.codes(type.values().orElse(List.of("?")), 40))
          .append('\n');
    }
    out.append('\n');
  }

  private static void steps(SchemaView view, StringBuilder out) {
    for (Replay.Step step : view.steps()) {
      out.append("### ").append(heading(step)).append("\n\n");
      List<String> lines = lines(step);
      lines.forEach(line -> out.append(line).append('\n'));
      if (lines.isEmpty()) {
        out.append(NOTHING).append('\n');
      }
      out.append('\n');
    }
  }

  static String heading(Replay.Step step) {
    return Markdown.code(step.revision().id()) + " in " + Markdown.code(step.revision().path());
  }

  /// What a revision does, an item a line.
  static List<String> lines(Replay.Step step) {
    List<String> lines = new ArrayList<>();
    for (Effect effect : step.effects()) {
      lines.add(
          "- "
              + SchemaWords.sign(effect.deed())
              + ' '
              + Markdown.code(Visible.cut(SchemaWords.effect(effect), LONGEST_EFFECT))
              + " (line "
              + effect.line()
              + ")");
    }
    for (String unread : SchemaWords.unread(step)) {
      lines.add("- ? " + Markdown.text(Visible.cut(unread, LONGEST_EFFECT)));
    }
    return lines;
  }
}
