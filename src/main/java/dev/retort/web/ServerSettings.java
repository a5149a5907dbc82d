package dev.retort.web;

import dev.retort.bot.Owners;
import dev.retort.forge.AppRegistration.Registered;
import dev.retort.job.JobQueue;
import dev.retort.report.RulePages;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the server is told by its environment. Each variable `NAME` may be given as `NAME_FILE`
/// instead, a path whose content is the value.
///
/// @param databaseUrl JDBC
/// @param owners whose repositories are looked after
/// @param intake how deliveries come
/// @param workers how many jobs run at the same time in this process
/// @param managementPort where health, metrics and the status are shown instead; 0 for any free one
/// @param statusToken opens the status page; empty for one that is made at the start
public record ServerSettings(
    App app,
    Place place,
    String databaseUrl,
    Owners owners,
    Intake intake,
    int workers,
    OptionalInt managementPort,
    Optional<String> statusToken) {
  private static final String GITHUB = "https://api.github.com";

  private static final int MOST_WORKERS = 1_000;

  private static final String DOCS_URL = "RETORT_DOCS_URL";

  /// As GitHub lets accounts be called; those of an Enterprise may have an underscore.
  private static final Pattern OWNER = Pattern.compile("[a-z0-9][a-z0-9_-]*");

  /// The GitHub App.
  ///
  /// @param privateKey PEM; where it lies in a file, as the file is now
  /// @param webhookSecrets what webhooks are signed with
  public record App(long appId, Supplier<String> privateKey, WebhookSecrets webhookSecrets) {}

  /// What is told of the place even where no App is configured.
  ///
  /// @param githubUrl base of GitHub's API, without a slash at its end
  /// @param dataFolder what is kept lies here, unless another database is named
  /// @param docs the folder of the rules' pages, which checks link to
  /// @param port 0 for any free one
  /// @param publicUrl where people reach this server, without a slash at its end
  public record Place(
      URI githubUrl,
      Path dataFolder,
      String host,
      int port,
      Optional<URI> publicUrl,
      String docs) {}

  /// Reads and checks all of them.
  ///
  /// @throws SettingsException naming the first variable that is missing or wrong
  public static ServerSettings from(Map<String, String> environment) {
    var variables = new Variables(environment);
    variables.require("RETORT_APP_ID", "RETORT_PRIVATE_KEY", "RETORT_WEBHOOK_SECRET");
    return from(environment, new App(appId(variables), privateKey(variables), secrets(variables)));
  }

  /// The same with an App that was registered from the set-up page.
  public static ServerSettings from(Map<String, String> environment, Registered app) {
    return from(
        environment, new App(app.appId(), app::privateKey, WebhookSecrets.of(app.webhookSecret())));
  }

  /// Refuses, before there is an App, what would be refused once there is one.
  ///
  /// @throws SettingsException naming the first variable that is wrong
  public static void checkAllButTheApp(Map<String, String> environment) {
    App any = new App(1, () -> "", WebhookSecrets.of("any secret that is long enough"));
    var _ = from(environment, any);
  }

  /// Whether any of an App's variables is set: then all must be.
  public static boolean nameAnApp(Map<String, String> environment) {
    var variables = new Variables(environment);
    return Stream.of("RETORT_APP_ID", "RETORT_PRIVATE_KEY", "RETORT_WEBHOOK_SECRET")
        .anyMatch(variables::isSet);
  }

  /// @throws SettingsException naming the first variable that is wrong
  public static Place place(Map<String, String> environment) {
    var variables = new Variables(environment);
    requireOneOf(variables, "RETORT_LOG", LogVariables.KINDS);
    requireOneOf(variables, "RETORT_LOG_LEVEL", LogVariables.LEVELS);
    variables.find(DOCS_URL).ifPresent(url -> url(DOCS_URL, url));
    return new Place(
        githubUrl(variables.find("RETORT_GITHUB_URL").orElse(GITHUB)),
        dataFolder(variables),
        variables.find("RETORT_HOST").orElse("0.0.0.0"),
        port("RETORT_PORT", variables.find("RETORT_PORT").orElse("3000")),
        variables.find("RETORT_URL").map(url -> url("RETORT_URL", url)),
        RulePages.address(
            variables.find(DOCS_URL).map(url -> Map.of(DOCS_URL, url)).orElse(Map.of())));
  }

  private static ServerSettings from(Map<String, String> environment, App app) {
    var variables = new Variables(environment);
    return new ServerSettings(
        app,
        place(environment),
        databaseUrl(environment),
        variables.find("RETORT_OWNERS").map(ServerSettings::owners).orElse(Owners.EVERYBODY),
        intake(variables.find("RETORT_INTAKE").orElse("push")),
        variables
            .find("RETORT_WORKERS")
            .map(text -> number("RETORT_WORKERS", text, 1, MOST_WORKERS))
            .orElse(JobQueue.Settings.STANDARD.workers()),
        variables
            .find("RETORT_MANAGEMENT_PORT")
            .map(text -> OptionalInt.of(port("RETORT_MANAGEMENT_PORT", text)))
            .orElse(OptionalInt.empty()),
        statusToken(environment));
  }

  /// What the operator chose to open the status page with.
  public static Optional<String> statusToken(Map<String, String> environment) {
    return new Variables(environment).find("RETORT_STATUS_TOKEN");
  }

  /// Where the database is, JDBC: all that a command needs that only looks into it.
  ///
  /// @throws SettingsException naming the variable that is wrong
  public static String databaseUrl(Map<String, String> environment) {
    var variables = new Variables(environment);
    return variables
        .find("RETORT_DATABASE_URL")
        .orElseGet(() -> "jdbc:sqlite:" + dataFolder(variables).resolve("retort.db"));
  }

  /// Without `.` in it, as people are shown it. A `..` is left: it may lead back out of a link.
  private static Path dataFolder(Variables variables) {
    Path given = Path.of(variables.find("RETORT_DATA_DIR").orElse("data"));
    Path root = given.getRoot();
    Path folder = root == null ? Path.of("") : root;
    for (Path name : given) {
      folder = name.toString().equals(".") ? folder : folder.resolve(name);
    }
    return folder.toString().isEmpty() ? given : folder;
  }

  /// Read by the log itself, which says nothing where they are wrong.
  private static void requireOneOf(Variables variables, String name, List<String> values) {
    variables
        .find(name)
        .ifPresent(value -> {
          if (!values.contains(value.toLowerCase(Locale.ROOT))) {
            throw new SettingsException(
                name + " must be one of " + String.join(", ", values) + ".");
          }
        });
  }

  /// How deliveries come.
  public enum Intake {
    /// GitHub sends them.
    PUSH,
    /// They are fetched from GitHub, which then need not reach this server.
    PULL
  }

  private static Owners owners(String text) {
    Owners owners = Owners.of(text);
    if (owners.names().isEmpty() || !owners.names().stream().allMatch(OWNER.asMatchPredicate())) {
      throw new SettingsException(
          "RETORT_OWNERS must be names of users and organisations with commas between them, such"
              + " as `acme, ada`; repositories are chosen where the App is installed.");
    }
    return owners;
  }

  private static Intake intake(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "push" -> Intake.PUSH;
      case "pull" -> Intake.PULL;
      default -> throw new SettingsException("RETORT_INTAKE must be `push` or `pull`.");
    };
  }

  private static long appId(Variables variables) {
    var text = variables.get("RETORT_APP_ID");
    try {
      var id = Long.parseLong(text);
      if (id > 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers that are no ids.
    }
    throw new SettingsException("RETORT_APP_ID must be the number of the GitHub App.");
  }

  private static Supplier<String> privateKey(Variables variables) {
    var file = variables.file("RETORT_PRIVATE_KEY");
    if (file.isPresent()) {
      return new LiveFile<>("RETORT_PRIVATE_KEY_FILE", file.get(), ServerSettings::pem);
    }
    var key = pem(variables.get("RETORT_PRIVATE_KEY"));
    return () -> key;
  }

  private static String pem(String text) {
    if (!text.startsWith("-----BEGIN ") || !text.endsWith("-----")) {
      throw new SettingsException(
          "RETORT_PRIVATE_KEY must be the GitHub App's private key in PEM form, from `-----BEGIN` to the end of its last line.");
    }
    return text;
  }

  private static WebhookSecrets secrets(Variables variables) {
    var file = variables.file("RETORT_WEBHOOK_SECRET");
    return file.isPresent()
        ? WebhookSecrets.inFile(file.get())
        : WebhookSecrets.of(variables.get("RETORT_WEBHOOK_SECRET"));
  }

  private static URI githubUrl(String text) {
    var url = url("RETORT_GITHUB_URL", text);
    if (url.getScheme().equals("http") && !isLoopback(url.getHost())) {
      throw new SettingsException(
          "RETORT_GITHUB_URL must begin with https://, for the App's tokens go there; plain http is for loopback only.");
    }
    return url;
  }

  private static URI url(String name, String text) {
    try {
      var url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      var scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      if ((scheme.equals("https") || scheme.equals("http"))
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return URI.create(scheme + url.toString().substring(scheme.length()));
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for addresses of other kinds.
    }
    throw new SettingsException(
        name + " must be an http or https address without user, query or fragment.");
  }

  /// By its writing alone: a name that is looked up could be made to point anywhere.
  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || (host.startsWith("127.")
            && host.chars().allMatch(c -> c == '.' || Character.isDigit(c)));
  }

  private static int port(String name, String text) {
    return number(name, text, 0, 65_535);
  }

  private static int number(String name, String text, int least, int most) {
    try {
      var number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers out of range.
    }
    throw new SettingsException(name + " must be a number from " + least + " to " + most + ".");
  }

  /// Without key and secrets, for logs.
  @Override
  public String toString() {
    return "App %d at %s, database %s, listening on %s:%d, %d jobs at once"
        .formatted(
            app.appId(),
            place.githubUrl(),
            withoutPassword(databaseUrl),
            place.host(),
            place.port(),
            workers);
  }

  private static String withoutPassword(String databaseUrl) {
    var query = databaseUrl.indexOf('?');
    return query < 0 ? databaseUrl : databaseUrl.substring(0, query) + "?…";
  }
}
