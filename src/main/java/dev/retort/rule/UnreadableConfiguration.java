package dev.retort.rule;

import dev.retort.alembic.ConfigFault;
import dev.retort.alembic.Flaw;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.SettingsMistake;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT401: a configuration that cannot be read, or contradicts itself.
public final class UnreadableConfiguration implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.UNREADABLE_CONFIGURATION,
          "unreadable configuration",
          Severity.FAILURE,
          "The configuration of an environment cannot be read, or contradicts itself.",
          """
          Alembic looks there for the folder of revisions. Where it cannot read the file, or \
          finds a value that it does not take, no command works.\
          """,
          """
          [alembic]
          script_location = migrations
          script_location = db/migrations
          """,
          """
          Correct the key that the message names.\
          """,
          """
          Safe, as long as it leads to the same folder as before.\
          """,
          List.of("No 'script_location' key found in configuration."));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// A configuration that Alembic cannot start from.
  public record Found(Flaw.Misconfigured flaw) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.UNREADABLE_CONFIGURATION;
    }

    @Override
    public Prose headline() {
      return switch (flaw) {
        case Flaw.Misconfigured.NotRead(ConfigFault why) ->
            Prose.of("Alembic cannot read this file: ").then(ConfigWords.of(why));
        case Flaw.Misconfigured.KeyNotRead(String key, ConfigFault why) ->
            Prose.EMPTY.code(key).text(" cannot be read: ").then(ConfigWords.of(why));
        case Flaw.Misconfigured.Section(String written, String read) ->
            Prose.of("This section is ")
                .code("[" + written + "]")
                .text(", and Alembic reads ")
                .code("[" + read + "]")
                .text(", capitals and all, so it cannot start");
        case Flaw.Misconfigured.NoScriptLocation(boolean inCode) ->
            Prose.of("No ")
                .code("script_location")
                .text(
                    inCode
                        ? " is set for Alembic, here or in code, so it cannot start"
                        : " is set for Alembic, so it cannot start");
        case Flaw.Misconfigured.Pointless pointless -> pointless(pointless);
        case Flaw.Misconfigured.Letters _ ->
            Prose.EMPTY
                .code("version_locations")
                .text(" is text, which Alembic reads letter by letter, so it finds no revision");
      };
    }

    private static Prose pointless(Flaw.Misconfigured.Pointless flaw) {
      Prose key = Prose.EMPTY.code(flaw.key());
      boolean script = flaw.key().equals("script_location");
      return switch (flaw.where()) {
        case FOREIGN_PACKAGE ->
            key.text(" names ")
                .path(flaw.value())
                .text(
                    script
                        ? ", a package that this repository does not hold"
                        : ", in a package that this repository does not hold");
        case OUTSIDE -> key.text(" leads to ").path(flaw.value()).text(", out of the repository");
        case NOWHERE ->
            key.text(" names ")
                .path(flaw.value())
                .text(", which does not exist, so Alembic cannot start");
        case LIST_AS_PACKAGE ->
            key.text(" holds ")
                .path(flaw.value())
                .text(
                    ", which Alembic reads as a folder in a package that it would import, and no"
                        + " such package is there, so it cannot start");
      };
    }

    @Override
    public Prose sequel() {
      return switch (flaw) {
        case Flaw.Misconfigured.NotRead _, Flaw.Misconfigured.KeyNotRead _ -> Prose.of(".");
        case Flaw.Misconfigured.Section _ -> Prose.of("; rename it.");
        case Flaw.Misconfigured.NoScriptLocation(boolean inCode) ->
            inCode
                ? Prose.of("; add it to ").code("[tool.alembic]").text(".")
                : Prose.of("; name the folder that holds ").path("env.py").text(".");
        case Flaw.Misconfigured.Pointless(String key, String _, var where) ->
            switch (where) {
              case FOREIGN_PACKAGE ->
                  Prose.of(key.equals("script_location") ? "." : "; its revisions cannot be seen.");
              case OUTSIDE -> Prose.of("; it is not followed.");
              case NOWHERE -> Prose.of("; create the folder or correct the path.");
              case LIST_AS_PACKAGE ->
                  Prose.of("; to name several folders, set ")
                      .code("path_separator = os")
                      .text(" or put blanks between them.");
            };
        case Flaw.Misconfigured.Letters _ -> Prose.of("; write a list.");
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(
          flaw.getClass().getSimpleName(),
          switch (flaw) {
            case Flaw.Misconfigured.KeyNotRead(String key, ConfigFault _) -> List.of(key);
            case Flaw.Misconfigured.Pointless(String key, String value, var where) ->
                List.of(key, value, where.name());
            case Flaw.Misconfigured.Section(String written, String _) -> List.of(written);
            default -> List.of();
          });
    }
  }

  /// A mistake in `.github/retort.yml`.
  public record InSettings(SettingsMistake mistake) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.UNREADABLE_CONFIGURATION;
    }

    @Override
    public Prose headline() {
      return SettingsWords.headline(mistake);
    }

    @Override
    public Prose sequel() {
      return SettingsWords.sequel(mistake);
    }

    @Override
    public List<String> identity() {
      return Identity.of(mistake.getClass().getSimpleName(), SettingsWords.values(mistake));
    }

    @Override
    public Prose formerMessage() {
      SettingsMistake former = SettingsWords.former(mistake);
      return SettingsWords.headline(former).then(SettingsWords.sequel(former));
    }
  }
}
