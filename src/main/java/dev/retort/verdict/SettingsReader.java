package dev.retort.verdict;

import dev.retort.alembic.IgnoredPaths;
import dev.retort.alembic.NearWord;
import dev.retort.alembic.Problem;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Setting;
import dev.retort.alembic.SettingsFile;
import dev.retort.alembic.SettingsMistake;
import dev.retort.alembic.SettingsMistake.Wanted;
import dev.retort.alembic.Severity;
import dev.retort.evidence.BranchPattern;
import dev.retort.repair.Repair.Strategy;
import dev.retort.rule.Policy;
import dev.retort.rule.Rules;
import dev.retort.verdict.Settings.Role;
import dev.retort.verdict.Settings.Shipped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads `.github/retort.yml` once: what is right holds, and whatever is wrong is a problem on its
/// line, all of them at once.
final class SettingsReader {
  private static final int MOST_HEADS = 1000;
  private static final int MOST_BRANCHES = 100;
  private static final String PERMISSION = "commands.permission";

  private final List<Problem> problems = new ArrayList<>();
  private final Map<RuleCode, Severity> severities = new HashMap<>();
  private int headsAllowed = Policy.DEFAULT.headsAllowed();
  private boolean perLabel = Policy.DEFAULT.perLabel();
  private Optional<Strategy> strategy = Optional.empty();
  private Shipped shipped = Shipped.DEFAULT;
  private Role commands = Settings.DEFAULT.commands();
  private boolean forecast = Settings.DEFAULT.forecast();
  private boolean openRepairPullRequest = Settings.DEFAULT.openRepairPullRequest();
  private boolean pushesSafeRepairs = Settings.DEFAULT.pushesSafeRepairs();
  private boolean sticky = Settings.Comments.DEFAULT.sticky();
  private boolean suggestions = Settings.Comments.DEFAULT.suggestions();

  Settings read(byte[] content) {
    try {
      SettingsFile.Content file = SettingsFile.parse(content);
      file.repeated().stream().map(SettingsFile::repeated).forEach(problems::add);
      top(file.top());
    } catch (SettingsFile.SettingsException e) {
      problems.add(SettingsFile.unreadable(e));
      commands = Role.ADMIN;
    }
    problems.sort(Comparator.comparingInt(Problem::line));
    return new Settings(
        new Policy(severities, headsAllowed, perLabel),
        strategy,
        shipped,
        commands,
        forecast,
        openRepairPullRequest,
        pushesSafeRepairs,
        new Settings.Comments(sticky, suggestions),
        problems);
  }

  private void top(Setting.Table table) {
    Map<String, Consumer<Setting>> keys = new LinkedHashMap<>();
    keys.put("environments", listed -> {});
    keys.put("ignore", listed -> problems.addAll(IgnoredPaths.problems(listed)));
    keys.put("rules", this::rules);
    keys.put("heads", this::heads);
    keys.put("repair", this::repair);
    keys.put("commands", this::commands);
    keys.put("forecast", value -> flag("forecast", value).ifPresent(on -> forecast = on));
    keys.put("mainline", this::mainline);
    keys.put("comments", this::comments);
    each("", table, keys);
  }

  private void heads(Setting setting) {
    table("heads", setting)
        .ifPresent(table ->
            each(
                "heads.",
                table,
                Map.of(
                    "allow",
                    this::allow,
                    "per_label",
                    value -> flag("heads.per_label", value).ifPresent(on -> perLabel = on))));
  }

  private void repair(Setting setting) {
    table("repair", setting)
        .ifPresent(table ->
            each(
                "repair.",
                table,
                Map.of("strategy", this::strategy, "shipped", this::shipped, "push", this::push)));
  }

  private void push(Setting setting) {
    oneOf("repair.push", setting, List.of("asked", "safe"))
        .ifPresent(at -> pushesSafeRepairs = at == 1);
  }

  private void comments(Setting setting) {
    table("comments", setting)
        .ifPresent(table ->
            each(
                "comments.",
                table,
                Map.of(
                    "sticky",
                    value -> flag("comments.sticky", value).ifPresent(on -> sticky = on),
                    "suggestions",
                    value ->
                        flag("comments.suggestions", value).ifPresent(on -> suggestions = on))));
  }

  private void commands(Setting setting) {
    Optional<Setting.Table> table = table("commands", setting);
    if (table.isEmpty()) {
      commands = Role.ADMIN;
      return;
    }
    Setting permission = table.get().entries().get("permission");
    if (permission == null && !table.get().entries().isEmpty()) {
      commands = Role.ADMIN;
    }
    each("commands.", table.get(), Map.of("permission", this::permission));
  }

  private void mainline(Setting setting) {
    String key = "open_repair_pull_request";
    table("mainline", setting)
        .ifPresent(table ->
            each(
                "mainline.",
                table,
                Map.of(
                    key,
                    value ->
                        flag("mainline." + key, value)
                            .ifPresent(on -> openRepairPullRequest = on))));
  }

  private void rules(Setting setting) {
    Optional<Setting.Table> table = table("rules", setting);
    if (table.isEmpty()) {
      return;
    }
    List<String> codes = Rules.all().stream().map(rule -> rule.page().code().toString()).toList();
    table
        .get()
        .entries()
        .forEach((rule, value) -> {
          Optional<RuleCode> known = RuleCode.of(rule).filter(code -> codes.contains(rule));
          if (known.isEmpty()) {
            refuse(
                line(table.get(), rule),
                new SettingsMistake.UnknownRule(rule, NearWord.of(rule, codes)));
            return;
          }
          List<Severity> words = List.of(Severity.values());
          oneOf("rules." + rule, value, words.stream().map(Severity::word).toList())
              .ifPresent(at -> severities.put(known.get(), words.get(at)));
        });
  }

  private void allow(Setting setting) {
    String written = plain(setting);
    boolean number =
        !written.isEmpty()
            && written.length() <= 4
            && written.chars().allMatch(c -> c >= '0' && c <= '9');
    int heads = number ? Integer.parseInt(written) : 0;
    if (heads < 1 || heads > MOST_HEADS) {
      refuse(setting, "heads.allow", new Wanted.Count(1, MOST_HEADS));
    } else {
      headsAllowed = heads;
    }
  }

  private void strategy(Setting setting) {
    List<String> words = List.of("auto", Strategy.REPOINT.word(), Strategy.MERGE.word());
    List<Optional<Strategy>> ways =
        List.of(Optional.empty(), Optional.of(Strategy.REPOINT), Optional.of(Strategy.MERGE));
    oneOf("repair.strategy", setting, words).ifPresent(at -> strategy = ways.get(at));
  }

  private void shipped(Setting setting) {
    if (!(setting instanceof Setting.Items items) || items.items().size() > MOST_BRANCHES) {
      refuse(
          setting.line(),
          new SettingsMistake.WrongValue(
              "repair.shipped",
              new Wanted.Branches(MOST_BRANCHES),
              new SettingsMistake.Shown.Untold(),
              Optional.empty()));
      return;
    }
    List<BranchPattern> patterns = new ArrayList<>();
    for (Setting item : items.items()) {
      if (item instanceof Setting.Text text && isBranch(text.text())) {
        patterns.add(new BranchPattern(text.text()));
      } else {
        refuse(item, "repair.shipped", new Wanted.Branch());
      }
    }
    shipped = new Shipped(Optional.of(patterns), setting.line());
  }

  /// Rules out what git takes in no branch's name.
  private static boolean isBranch(String text) {
    return !text.isEmpty()
        && text.length() <= BranchPattern.LONGEST
        && text.chars().noneMatch(c -> c <= ' ' || c == 127 || "~^:\\[".indexOf(c) >= 0)
        && !text.startsWith("/")
        && !text.startsWith("-")
        && !text.endsWith("/")
        && !text.contains("..")
        && !text.contains("//");
  }

  private void permission(Setting setting) {
    List<Role> roles = Arrays.asList(Role.values());
    oneOf(PERMISSION, setting, roles.stream().map(Role::word).toList())
        .ifPresentOrElse(at -> commands = roles.get(at), () -> commands = Role.ADMIN);
  }

  /// Hands every value to who takes its key. A key without a value is as good as absent.
  private void each(String prefix, Setting.Table table, Map<String, Consumer<Setting>> keys) {
    table
        .entries()
        .forEach((key, value) -> {
          Consumer<Setting> taker = keys.get(key);
          if (taker == null) {
            refuse(
                line(table, key),
                new SettingsMistake.UnknownKey(
                    key,
                    prefix.isEmpty()
                        ? Optional.empty()
                        : Optional.of(prefix.substring(0, prefix.length() - 1)),
                    NearWord.of(key, keys.keySet()),
                    keys.keySet().stream().sorted().toList()));
          } else if (!isNothing(value)) {
            taker.accept(value);
          }
        });
  }

  private Optional<Setting.Table> table(String key, Setting setting) {
    if (setting instanceof Setting.Table table) {
      return Optional.of(table);
    }
    refuse(setting, key, new Wanted.Table());
    return Optional.empty();
  }

  private Optional<Boolean> flag(String key, Setting setting) {
    String written = plain(setting);
    if (written.equals("true") || written.equals("false")) {
      return Optional.of(written.equals("true"));
    }
    refuse(setting, key, new Wanted.Flag());
    return Optional.empty();
  }

  /// Which of these words the value is.
  private Optional<Integer> oneOf(String key, Setting setting, List<String> words) {
    if (setting instanceof Setting.Text text && words.contains(text.text())) {
      return Optional.of(words.indexOf(text.text()));
    }
    Optional<String> near =
        setting instanceof Setting.Text text ? NearWord.of(text.text(), words) : Optional.empty();
    refuse(
        setting.line(),
        new SettingsMistake.WrongValue(key, new Wanted.OneOf(words), shown(setting), near));
    return Optional.empty();
  }

  private void refuse(int line, SettingsMistake mistake) {
    problems.add(SettingsFile.problem(line, mistake));
  }

  private void refuse(Setting setting, String key, Wanted wanted) {
    refuse(
        setting.line(),
        new SettingsMistake.WrongValue(key, wanted, shown(setting), Optional.empty()));
  }

  private static SettingsMistake.Shown shown(Setting setting) {
    return switch (setting) {
      case Setting.Text text when isNothing(text) -> new SettingsMistake.Shown.Nothing();
      case Setting.Text text ->
          new SettingsMistake.Shown.Text(text.quoted() ? '"' + text.text() + '"' : text.text());
      case Setting.Items _ -> new SettingsMistake.Shown.Items();
      case Setting.Table _ -> new SettingsMistake.Shown.Table();
    };
  }

  /// Unquoted text; nothing for all else.
  private static String plain(Setting setting) {
    return setting instanceof Setting.Text text && !text.quoted() ? text.text() : "";
  }

  private static boolean isNothing(Setting setting) {
    return setting instanceof Setting.Text text
        && !text.quoted()
        && (text.text().isEmpty() || text.text().equals("null") || text.text().equals("~"));
  }

  private static int line(Setting.Table table, String key) {
    return table.keyLines().getOrDefault(key, table.line());
  }
}
