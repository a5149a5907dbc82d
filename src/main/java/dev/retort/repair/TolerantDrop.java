package dev.retort.repair;

import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.python.Expression;
import dev.retort.repair.FileEdit.Replacement;
import dev.retort.rule.Finding;
import dev.retort.schema.Clash;
import dev.retort.schema.Descent;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// RT504 and RT512: a drop of what is not there gets `if_exists=True`, where the Alembic that the
/// repository names knows it.
record TolerantDrop() implements LineMend {
  /// A pin of Alembic in requirements, a project file or a lock file.
  private static final Pattern PIN =
      Pattern.compile(
          "(?im)(?:^|[\"'\\s])alembic[\"']?\\s*(?:[=~]=|:\\s*\\{[^}]*?==|=\\s*[\"'][~^=]*|[\"']?\\s*\\R\\s*version\\s*=\\s*[\"'])\\s*1\\.(\\d+)");

  private static final Set<String> FILES =
      Set.of("pyproject.toml", "poetry.lock", "uv.lock", "Pipfile", "Pipfile.lock", "setup.cfg");

  @Override
  public Set<RuleCode> codes() {
    return Set.of(RuleCode.NEVER_MADE, RuleCode.DOWNGRADE_FAILS);
  }

  @Override
  public List<Replacement> edits(
      HistoryChange change, Replay.Step step, MigrationSource source, Finding finding) {
    List<Clash> clashes = new ArrayList<>(step.clashes());
    clashes.addAll(step.descent().map(Descent::clashes).orElse(List.of()));
    return clashes.stream()
        .filter(clash ->
            clash.kind() == Clash.Kind.NEVER_MADE || clash.kind() == Clash.Kind.DROPPED_BEFORE)
        .filter(clash -> clash.operation().site().line() == finding.line())
        .filter(clash -> !clash.operation().site().batch())
        .flatMap(clash -> edit(change, source, clash).stream())
        .distinct()
        .toList();
  }

  /// @param object as the inventory names it
  /// @param call what drops it
  /// @param since Alembic 1.x knows `if_exists` of it
  private record Drop(ObjectName object, String call, int since) {}

  private static Optional<Drop> drop(Operation operation) {
    return switch (operation) {
      case Operation.DropTable each ->
          Optional.of(new Drop(ObjectName.table(each.table()), "drop_table", 14));
      case Operation.DropColumn each ->
          Optional.of(new Drop(ObjectName.column(each.table(), each.column()), "drop_column", 16));
      case Operation.DropConstraint each ->
          each.name()
              .map(name ->
                  new Drop(ObjectName.constraint(each.table(), name), "drop_constraint", 16));
      case Operation.DropIndex each ->
          each.name().map(name -> new Drop(ObjectName.index(name), "drop_index", 12));
      default -> Optional.empty();
    };
  }

  private static Optional<Replacement> edit(
      HistoryChange change, MigrationSource source, Clash clash) {
    Optional<Drop> drop =
        drop(clash.operation()).filter(each -> each.object().equals(clash.object()));
    Optional<Expression.Call> call =
        source
            .call(clash.operation().site().span())
            .filter(
                each -> drop.filter(it -> it.call().equals(MigrationSource.name(each))).isPresent())
            .filter(each -> each.keyword("if_exists").isEmpty());
    return call.isPresent() && knows(change.change().head(), drop.orElseThrow().since())
        ? source.adding(call.get(), "if_exists=True")
        : Optional.empty();
  }

  /// Whether no file of the repository pins an Alembic that is too old.
  private static boolean knows(Snapshot tree, int minor) {
    List<String> files =
        tree.entries().keySet().stream()
            .filter(path -> {
              String name = path.substring(path.lastIndexOf('/') + 1);
              return FILES.contains(name)
                  || (name.startsWith("requirements") && name.endsWith(".txt"));
            })
            .limit(40)
            .toList();
    for (byte[] content : tree.read(files).values()) {
      Matcher pin = PIN.matcher(new String(content, StandardCharsets.ISO_8859_1));
      while (pin.find()) {
        if (pin.group(1).length() > 3 || Integer.parseInt(pin.group(1)) < minor) {
          return false;
        }
      }
    }
    return true;
  }
}
