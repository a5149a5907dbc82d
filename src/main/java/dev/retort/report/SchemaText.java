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
import java.io.PrintWriter;
import java.util.List;

/// Replayed schemas for a terminal.
public final class SchemaText {
  private final PrintWriter out;
  private final int width;
  private final Ink ink;

  private SchemaText(PrintWriter out, int width, Ink ink) {
    this.out = out;
    this.width = width;
    this.ink = ink;
  }

  public static void write(List<SchemaView> views, PrintWriter out, int width, Ink ink) {
    if (views.isEmpty()) {
      out.println("No Alembic environment here.");
    }
    SchemaText text = new SchemaText(out, width, ink);
    for (int i = 0; i < views.size(); i++) {
      if (i > 0) {
        out.println();
      }
      text.view(views.get(i));
    }
  }

  private void view(SchemaView view) {
    Replay replay = view.replay();
    Schema schema = replay.schema();
    Inventory inventory = Inventory.of(replay);
    line(
        "",
        Ink.Tone.BOLD,
        replay.history().environment().scriptLocation()
            + "  ("
            + replay.dialect().sqlName()
            + ", "
            + replay.steps().size()
            + " revisions)");
    sentence(SchemaWords.counts(schema, inventory) + ".");
    sentence(SchemaWords.known(schema));
    sentence(UpgradeWords.plain(view.upgrade()));
    if (view.change().isPresent() || view.effects()) {
      steps(view);
    }
    if (view.change().isEmpty() && !view.effects()) {
      schema.tables().stream().filter(table -> !table.foreign()).forEach(this::table);
      for (EnumType type : schema.enums()) {
        line(
            "  ",
            Ink.Tone.BOLD,
            "enum " + type.name() + ": " + String.join(", ", type.values().orElse(List.of("?"))));
      }
      for (String remark : SchemaWords.remarks(replay, inventory)) {
        line("  ", Ink.Tone.YELLOW, remark);
      }
    }
  }

  private void table(Table table) {
    String kind =
        switch (table.kind()) {
          case 'v', 'm' -> "view ";
          case 'f' -> "foreign table ";
          default -> "";
        };
    line(
        "  ",
        Ink.Tone.BOLD,
        kind
            + table.name()
            + (table.isOpen() && kind.isEmpty() ? " (not wholly known)" : "")
            + "  "
            + table.made().path()
            + ":"
            + table.made().line());
    int widest = table.columns().keySet().stream().mapToInt(String::length).max().orElse(0);
    for (Column column : table.columns().values()) {
      String name = column.name();
      line(
          "    ",
          Ink.Tone.GREEN,
          name
              + " ".repeat(Math.max(1, Math.min(30, widest) + 2 - name.length()))
              + SchemaWords.column(column));
    }
    for (Key key : table.keys().values()) {
      line("    ", Ink.Tone.DIM, SchemaWords.key(key) + "  " + key.name());
    }
    for (Index index : table.indexes().values()) {
      line("    ", Ink.Tone.DIM, SchemaWords.index(index) + "  " + index.name());
    }
  }

  private void steps(SchemaView view) {
    for (Replay.Step step : view.steps()) {
      line("  ", Ink.Tone.BOLD, step.revision().id() + "  " + step.revision().path());
      for (Effect effect : step.effects()) {
        Ink.Tone tone =
            switch (effect.deed()) {
              case ADD -> Ink.Tone.GREEN;
              case DROP -> Ink.Tone.RED;
              case CHANGE -> Ink.Tone.YELLOW;
            };
        line(
            "    ",
            tone,
            SchemaWords.sign(effect.deed())
                + " "
                + SchemaWords.effect(effect)
                + "  :"
                + effect.line());
      }
      for (String unread : SchemaWords.unread(step)) {
        line("    ", Ink.Tone.YELLOW, "? " + unread);
      }
    }
  }

  /// Of what is said in a sentence the end matters most.
  private void sentence(String text) {
    RulePages.wrapped(text, Math.max(20, width - 2)).forEach(row -> line("  ", Ink.Tone.DIM, row));
  }

  private void line(String indent, Ink.Tone tone, String text) {
    out.println(indent + ink.draw(tone, Visible.line(text, Math.max(20, width - indent.length()))));
  }
}
