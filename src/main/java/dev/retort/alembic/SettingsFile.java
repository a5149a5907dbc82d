package dev.retort.alembic;

import dev.retort.alembic.SettingsMistake.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Retort's own settings, `.github/retort.yml`, as plain YAML: one document of tables, lists and
/// scalars, without aliases, tags, or more depth and length than a person would write.
public final class SettingsFile {
  public static final String PATH = ".github/retort.yml";

  /// Where people put it as well, and where nothing looks.
  private static final List<String> ELSEWHERE =
      List.of(".github/retort.yaml", "retort.yml", "retort.yaml", ".retort.yml", ".retort.yaml");

  private static final int LARGEST = 1 << 16;
  private static final int LONGEST_SAYING = 120;
  private static final int DEEPEST = 20;

  private SettingsFile() {}

  /// Why a settings file cannot be taken.
  public static final class SettingsException extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;
    private final Unreadable why;
    private final String said;

    private SettingsException(int line, Unreadable why, String said) {
      super(why + (said.isBlank() ? "" : ": " + said));
      this.line = line;
      this.why = why;
      this.said = said;
    }

    private SettingsException(int line, Unreadable why) {
      this(line, why, "");
    }

    /// Counted from 1.
    public int line() {
      return line;
    }
  }

  /// What a file holds.
  ///
  /// @param top the top table; an empty one for an empty file
  /// @param repeated keys that a table holds twice, each where it stands again; the first holds
  public record Content(Setting.Table top, List<Setting.Text> repeated) {
    public Content {
      repeated = List.copyOf(repeated);
    }
  }

  /// @throws SettingsException where nothing of it can be taken
  public static Content parse(byte[] content) throws SettingsException {
    if (content.length > LARGEST) {
      throw new SettingsException(1, Unreadable.TOO_LARGE);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new SettingsException(1, Unreadable.NOT_UTF8);
    }
    LoadSettings limits =
        LoadSettings.builder().setCodePointLimit(LARGEST).setUseMarks(true).build();
    Building building = new Building();
    try {
      for (Event event : new Parse(limits).parseString(text)) {
        building.take(event);
      }
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new SettingsException(line, Unreadable.NO_YAML, said(e.getProblem()));
    } catch (YamlEngineException e) {
      throw new SettingsException(1, Unreadable.NO_YAML, said(e.getMessage()));
    }
    return new Content(building.top(), building.repeated);
  }

  /// What the reader of YAML says, which a file of strangers may have made long.
  private static String said(@Nullable String problem) {
    String first = problem == null ? "" : problem.lines().findFirst().orElse("");
    int longest = Math.min(LONGEST_SAYING, first.codePointCount(0, first.length()));
    return first.substring(0, first.offsetByCodePoints(0, longest));
  }

  /// What is wrong with this file as a whole, or with one line of it.
  public static Problem problem(int line, SettingsMistake mistake) {
    return new Problem(Severity.FAILURE, PATH, line, Optional.empty(), new Flaw.Setting(mistake));
  }

  /// The file as a whole cannot be taken.
  public static Problem unreadable(SettingsException why) {
    return problem(why.line(), new SettingsMistake.NotRead(why.why, why.said));
  }

  /// Settings that lie where they are not read.
  ///
  /// @param tree that has none where they are
  public static Optional<Problem> misplaced(SourceTree tree) {
    return ELSEWHERE.stream()
        .filter(path -> tree.entries().containsKey(path))
        .findFirst()
        .map(path ->
            new Problem(
                Severity.WARNING,
                path,
                1,
                Optional.empty(),
                new Flaw.Setting(new SettingsMistake.Misplaced(path))));
  }

  /// A key that is there twice.
  public static Problem repeated(Setting.Text key) {
    return problem(key.line(), new SettingsMistake.Repeated(key.text()));
  }

  /// The tree as it grows, without recursion.
  private static final class Building {
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Setting.Text> repeated = new ArrayList<>();
    private Optional<Setting> top = Optional.empty();

    /// A collection whose end has not come.
    private static final class Open {
      private final int line;
      private final boolean table;
      private final List<Setting> items = new ArrayList<>();
      private final Map<String, Setting> entries = new LinkedHashMap<>();
      private final Map<String, Integer> keyLines = new LinkedHashMap<>();
      private Optional<Setting.Text> key = Optional.empty();

      Open(int line, boolean table) {
        this.line = line;
        this.table = table;
      }

      Setting closed() {
        return table ? new Setting.Table(entries, keyLines, line) : new Setting.Items(items, line);
      }
    }

    void take(Event event) throws SettingsException {
      int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
      if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
        throw new SettingsException(line, Unreadable.ANCHOR);
      }
      switch (event.getEventId()) {
        case Scalar -> scalar((ScalarEvent) event, line);
        case MappingStart, SequenceStart -> {
          if (((CollectionStartEvent) event).getTag().isPresent()) {
            throw new SettingsException(line, Unreadable.TAG);
          }
          if (open.size() == DEEPEST) {
            throw new SettingsException(line, Unreadable.TOO_DEEP);
          }
          open.push(new Open(line, event.getEventId() == Event.ID.MappingStart));
        }
        case MappingEnd, SequenceEnd -> put(open.pop().closed());
        case Alias -> throw new SettingsException(line, Unreadable.ANCHOR);
        case DocumentStart -> {
          if (top.isPresent()) {
            throw new SettingsException(line, Unreadable.SEVERAL_DOCUMENTS);
          }
        }
        default -> {}
      }
    }

    private void scalar(ScalarEvent event, int line) throws SettingsException {
      if (event.getTag().isPresent()) {
        throw new SettingsException(line, Unreadable.TAG);
      }
      boolean quoted = event.getScalarStyle() != ScalarStyle.PLAIN;
      put(new Setting.Text(event.getValue(), quoted, line));
    }

    private void put(Setting setting) throws SettingsException {
      Open into = open.peek();
      if (into == null) {
        top = Optional.of(setting);
      } else if (!into.table) {
        into.items.add(setting);
      } else if (into.key.isEmpty()) {
        if (!(setting instanceof Setting.Text key)) {
          throw new SettingsException(setting.line(), Unreadable.KEY_IS_NO_TEXT);
        }
        into.key = Optional.of(key);
      } else {
        Setting.Text key = into.key.get();
        if (into.entries.putIfAbsent(key.text(), setting) == null) {
          into.keyLines.put(key.text(), key.line());
        } else {
          repeated.add(key);
        }
        into.key = Optional.empty();
      }
    }

    Setting.Table top() throws SettingsException {
      if (top.isEmpty()) {
        return new Setting.Table(Map.of(), Map.of(), 1);
      }
      return switch (top.get()) {
        case Setting.Table table -> table;
        case Setting.Text text when text.text().isEmpty() ->
            new Setting.Table(Map.of(), Map.of(), 1);
        default -> throw new SettingsException(top.get().line(), Unreadable.NO_TABLE);
      };
    }
  }
}
