package dev.retort.verdict;

import dev.retort.alembic.Environments;
import dev.retort.alembic.IgnoredPaths;
import dev.retort.alembic.NearWord;
import dev.retort.alembic.Problem;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Setting;
import dev.retort.alembic.SettingsFile;
import dev.retort.alembic.SettingsKey;
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
import java.util.function.IntConsumer;
import java.util.regex.Pattern;

/// The reader of `.github/retort.yml`: what is right holds, and whatever is wrong is a problem on
/// its line, all of them at once.
final class SettingsReader {
  private static final int MOST_HEADS = 1000;
  private static final int MOST_BRANCHES = 100;
  private static final String PERMISSION = "commands.permission";

  /// Rules out what git takes in no branch's name.
  private static final Pattern BRANCH =
      Pattern.compile(
          "^(?![-/])(?!.*(?:\\.\\.|//))(?!.*/$)[^\\u0000-\\u0020\\u007f~^:\\\\\\[]{1,"
              + BranchPattern.LONGEST
              + "}$");

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
      each("", file.top(), takers());
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

  /// What the file takes, for whoever writes it down.
  static SettingsKey.Table keys() {
    return described(new SettingsReader().takers());
  }

  /// A key, and what is done with its value.
  private record Taker(String says, SettingsKey takes, Consumer<Setting> take) {}

  private Map<String, Taker> takers() {
    Map<String, Taker> keys = new LinkedHashMap<>();
    keys.put(
        "environments",
        new Taker(
            "where discovery is wrong or incomplete", Environments.LISTED, readElsewhere -> {}));
    keys.put(
        "ignore",
        new Taker(
            "folders that are not looked into",
            IgnoredPaths.TAKES,
            listed -> problems.addAll(IgnoredPaths.problems(listed))));
    keys.put("rules", new Taker("how heavily rules weigh", eachRule(), this::rules));
    keys.put("heads", table("heads", "how many heads are meant", heads()));
    keys.put("repair", table("repair", "how to repair", repair()));
    keys.put("commands", new Taker("who may give commands", described(commands()), this::commands));
    keys.put(
        "forecast",
        flag(
            "forecast",
            "whether to mention other open pull requests on the same head",
            on -> forecast = on));
    keys.put("mainline", table("mainline", "what to do on the default branch", mainline()));
    keys.put("comments", table("comments", "what is said beside the check", comments()));
    return keys;
  }

  private static SettingsKey.Table described(Map<String, Taker> takers) {
    Map<String, SettingsKey.Entry> keys = new LinkedHashMap<>();
    takers.forEach(
        (key, taker) -> keys.put(key, new SettingsKey.Entry(taker.says(), taker.takes())));
    return new SettingsKey.Table(keys, List.of());
  }

  private Taker table(String key, String says, Map<String, Taker> keys) {
    return new Taker(
        says,
        described(keys),
        setting -> table(key, setting).ifPresent(table -> each(key + ".", table, keys)));
  }

  private Taker flag(String key, String says, Consumer<Boolean> take) {
    return new Taker(says, new SettingsKey.Flag(), value -> flag(key, value).ifPresent(take));
  }

  private Taker oneOf(String key, String says, List<String> words, IntConsumer take) {
    return new Taker(
        says,
        new SettingsKey.OneOf(words),
        value -> oneOf(key, value, words).ifPresent(take::accept));
  }

  private Map<String, Taker> heads() {
    Map<String, Taker> keys = new LinkedHashMap<>();
    keys.put(
        "allow",
        new Taker(
            "how many heads there may be", new SettingsKey.Count(1, MOST_HEADS), this::allow));
    keys.put(
        "per_label",
        flag("heads.per_label", "whether labelled branches are meant", on -> perLabel = on));
    return keys;
  }

  private Map<String, Taker> repair() {
    List<String> words = List.of("auto", Strategy.REPOINT.word(), Strategy.MERGE.word());
    List<Optional<Strategy>> ways =
        List.of(Optional.empty(), Optional.of(Strategy.REPOINT), Optional.of(Strategy.MERGE));
    Map<String, Taker> keys = new LinkedHashMap<>();
    keys.put(
        "strategy",
        oneOf(
            "repair.strategy",
            "which repair to recommend for heads",
            words,
            at -> strategy = ways.get(at)));
    keys.put(
        "shipped",
        new Taker(
            "the branches whose revisions databases may have run",
            new SettingsKey.Listing(new SettingsKey.Text(BRANCH.pattern()), 0, MOST_BRANCHES),
            this::shipped));
    keys.put(
        "push",
        oneOf(
            "repair.push",
            "whether a safe repair is committed unasked when the base moved",
            List.of("asked", "safe"),
            at -> pushesSafeRepairs = at == 1));
    return keys;
  }

  private Map<String, Taker> comments() {
    Map<String, Taker> keys = new LinkedHashMap<>();
    keys.put(
        "sticky", flag("comments.sticky", "whether there is the one comment", on -> sticky = on));
    keys.put(
        "suggestions",
        flag(
            "comments.suggestions",
            "whether there are suggestions on lines",
            on -> suggestions = on));
    return keys;
  }

  private Map<String, Taker> commands() {
    return Map.of(
        "permission",
        new Taker(
            "what a person needs for a command that writes",
            new SettingsKey.OneOf(Arrays.stream(Role.values()).map(Role::word).toList()),
            this::permission));
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
    each("commands.", table.get(), commands());
  }

  private Map<String, Taker> mainline() {
    String key = "open_repair_pull_request";
    return Map.of(
        key,
        flag(
            "mainline." + key,
            "whether to open a pull request that repairs it",
            on -> openRepairPullRequest = on));
  }

  private static List<String> codes() {
    return Rules.all().stream().map(rule -> rule.page().code().toString()).toList();
  }

  private static SettingsKey eachRule() {
    return new SettingsKey.Each(codes(), new SettingsKey.OneOf(severityWords()));
  }

  private static List<String> severityWords() {
    return Arrays.stream(Severity.values()).map(Severity::word).toList();
  }

  private void rules(Setting setting) {
    Optional<Setting.Table> table = table("rules", setting);
    if (table.isEmpty()) {
      return;
    }
    List<String> codes = codes();
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
          oneOf("rules." + rule, value, severityWords())
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
      if (item instanceof Setting.Text text && BRANCH.matcher(text.text()).matches()) {
        patterns.add(new BranchPattern(text.text()));
      } else {
        refuse(item, "repair.shipped", new Wanted.Branch());
      }
    }
    shipped = new Shipped(Optional.of(patterns), setting.line());
  }

  private void permission(Setting setting) {
    List<Role> roles = Arrays.asList(Role.values());
    oneOf(PERMISSION, setting, roles.stream().map(Role::word).toList())
        .ifPresentOrElse(at -> commands = roles.get(at), () -> commands = Role.ADMIN);
  }

  /// Hands every value to who takes its key. A key without a value is as good as absent.
  private void each(String prefix, Setting.Table table, Map<String, Taker> keys) {
    table
        .entries()
        .forEach((key, value) -> {
          Taker taker = keys.get(key);
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
            taker.take().accept(value);
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
