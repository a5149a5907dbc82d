package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.retort.forge.Payloads;
import dev.retort.forge.Repository;
import dev.retort.forge.WebhookEvent;
import dev.retort.forge.WebhookEvent.ButtonPressed;
import dev.retort.forge.WebhookEvent.CommentCreated;
import dev.retort.forge.WebhookEvent.Ignored;
import dev.retort.forge.WebhookEvent.InstallationChanged;
import dev.retort.forge.WebhookEvent.MergeGroupDestroyed;
import dev.retort.forge.WebhookEvent.MergeGroupRequested;
import dev.retort.forge.WebhookEvent.PullRequestChanged;
import dev.retort.forge.WebhookEvent.PullRequestChanged.Action;
import dev.retort.forge.WebhookEvent.Push;
import dev.retort.forge.WebhookEvent.RecheckRequested;
import dev.retort.verdict.Acceptances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A reader of GitHub's payloads.
public final class EventReader implements Payloads {
  private static final String BRANCH = "refs/heads/";

  /// Where merge queues keep the branches of their groups.

  @Override
  public WebhookEvent read(String name, byte[] body) {
    return read(name, PayloadParser.parse(body));
  }

  static WebhookEvent read(String name, JsonNode payload) {
    try {
      return switch (name) {
        case "pull_request" -> pullRequest(payload);
        case "push" -> push(payload);
        case "issue_comment" -> comment(payload);
        case "check_run" -> checkRun(payload);
        case "check_suite" -> checkSuite(payload);
        case "merge_group" -> mergeGroup(payload);
        case "installation" -> installation(payload);
        case "installation_repositories" -> installationRepositories(payload);
        default -> new Ignored("nothing is done about the event `" + name + "`");
      };
    } catch (FieldMissingException e) {
      return new Ignored("`" + name + "` without " + e.getMessage());
    }
  }

  private static WebhookEvent pullRequest(JsonNode payload) {
    var action = payload.path("action").asText();
    return switch (action) {
      case "opened" -> pullRequest(payload, Action.OPENED);
      case "reopened" -> pullRequest(payload, Action.REOPENED);
      case "synchronize" -> pullRequest(payload, Action.SYNCHRONIZED);
      case "ready_for_review" -> pullRequest(payload, Action.READY_FOR_REVIEW);
      case "closed" -> pullRequest(payload, Action.CLOSED);
      case "labeled", "unlabeled" ->
          payload.path("label").path("name").asText().equalsIgnoreCase(Acceptances.LABEL)
              ? pullRequest(payload, Action.LABELS_CHANGED)
              : new Ignored("no label that says anything to us");
      case "edited" ->
          payload.path("changes").path("base").isObject()
              ? pullRequest(payload, Action.BASE_CHANGED)
              : new Ignored("the pull request's text was edited");
      default -> otherAction("pull_request", action);
    };
  }

  private static WebhookEvent pullRequest(JsonNode payload, Action action) {
    var pull = payload.path("pull_request");
    return new PullRequestChanged(
        repository(payload),
        action,
        number(pull, "number"),
        commit(pull.path("head"), "sha"),
        action == Action.SYNCHRONIZED ? optionalText(payload.path("before")) : Optional.empty(),
        text(pull.path("base"), "ref"),
        optionalText(payload.path("changes").path("base").path("ref").path("from")),
        pull.path("draft").asBoolean(false),
        pull.path("merged").asBoolean(false));
  }

  private static WebhookEvent push(JsonNode payload) {
    var ref = text(payload, "ref");
    if (!ref.startsWith(BRANCH)) {
      return new Ignored("a tag was pushed");
    }
    var branch = ref.substring(BRANCH.length());
    if (branch.startsWith(MergeGroupRequested.QUEUE)) {
      return new Ignored("the merge queue's own branch moved");
    }
    return new Push(
        repository(payload),
        branch,
        commit(payload, "before"),
        commit(payload, "after"),
        payload.path("created").asBoolean(false),
        payload.path("deleted").asBoolean(false),
        payload.path("repository").path("default_branch").asText("").equals(branch));
  }

  private static WebhookEvent comment(JsonNode payload) {
    var action = payload.path("action").asText();
    if (!action.equals("created")) {
      return otherAction("issue_comment", action);
    }
    var issue = payload.path("issue");
    var comment = payload.path("comment");
    var author = comment.path("user");
    return new CommentCreated(
        repository(payload),
        number(issue, "number"),
        issue.path("pull_request").isObject(),
        id(comment, "id"),
        text(author, "login"),
        id(author, "id"),
        text(author, "type"),
        comment.path("body").asText(""));
  }

  private static WebhookEvent checkRun(JsonNode payload) {
    var action = payload.path("action").asText();
    var run = payload.path("check_run");
    return switch (action) {
      case "requested_action" ->
          new ButtonPressed(
              repository(payload),
              text(payload.path("requested_action"), "identifier"),
              id(run, "id"),
              commit(run, "head_sha"),
              id(run.path("app"), "id"),
              run.path("external_id").asText(""),
              text(payload.path("sender"), "login"),
              id(payload.path("sender"), "id"),
              pullRequests(payload, run));
      case "rerequested" -> recheck(payload, run, Optional.of(id(run, "id")));
      default -> otherAction("check_run", action);
    };
  }

  private static WebhookEvent checkSuite(JsonNode payload) {
    var action = payload.path("action").asText();
    return action.equals("rerequested")
        ? recheck(payload, payload.path("check_suite"), Optional.empty())
        : otherAction("check_suite", action);
  }

  private static WebhookEvent mergeGroup(JsonNode payload) {
    var action = payload.path("action").asText();
    var group = payload.path("merge_group");
    return switch (action) {
      case "checks_requested" ->
          new MergeGroupRequested(
              repository(payload),
              commit(group, "head_sha"),
              branch(text(group, "head_ref")),
              commit(group, "base_sha"),
              branch(text(group, "base_ref")));
      case "destroyed" -> new MergeGroupDestroyed(repository(payload), commit(group, "head_sha"));
      default -> otherAction("merge_group", action);
    };
  }

  private static String branch(String ref) {
    return ref.startsWith(BRANCH) ? ref.substring(BRANCH.length()) : ref;
  }

  private static WebhookEvent installation(JsonNode payload) {
    var action = payload.path("action").asText();
    return switch (action) {
      case "created" -> installation(payload, InstallationChanged.Change.CREATED);
      case "deleted" -> installation(payload, InstallationChanged.Change.DELETED);
      case "suspend" -> installation(payload, InstallationChanged.Change.SUSPENDED);
      case "unsuspend", "new_permissions_accepted" ->
          installation(payload, InstallationChanged.Change.RESUMED);
      default -> otherAction("installation", action);
    };
  }

  private static WebhookEvent installation(JsonNode payload, InstallationChanged.Change change) {
    var installation = payload.path("installation");
    var deleted = change == InstallationChanged.Change.DELETED;
    var named = repositories(id(installation, "id"), payload.path("repositories"));
    return new InstallationChanged(
        id(installation, "id"),
        installation.path("account").path("login").asText(""),
        change,
        deleted ? List.of() : named,
        deleted ? named : List.of());
  }

  private static WebhookEvent installationRepositories(JsonNode payload) {
    var installation = payload.path("installation");
    var id = id(installation, "id");
    return new InstallationChanged(
        id,
        installation.path("account").path("login").asText(""),
        InstallationChanged.Change.REPOSITORIES_CHANGED,
        repositories(id, payload.path("repositories_added")),
        repositories(id, payload.path("repositories_removed")));
  }

  private static List<Repository> repositories(long installation, JsonNode list) {
    var named = new ArrayList<Repository>();
    for (var each : list) {
      if (isId(each.path("id")) && optionalText(each.path("full_name")).isPresent()) {
        named.add(
            new Repository(
                installation, each.path("id").longValue(), each.path("full_name").asText()));
      }
    }
    return named;
  }

  private static WebhookEvent recheck(JsonNode payload, JsonNode check, Optional<Long> checkRun) {
    return new RecheckRequested(
        repository(payload),
        checkRun,
        commit(check, "head_sha"),
        id(check.path("app"), "id"),
        check.path("external_id").asText(""),
        text(payload.path("sender"), "login"),
        id(payload.path("sender"), "id"),
        pullRequests(payload, check));
  }

  /// A check lists every open pull request with its head, those of the other repositories of a fork
  /// network too; they are none of ours.
  private static List<Integer> pullRequests(JsonNode payload, JsonNode check) {
    var repository = id(payload.path("repository"), "id");
    var numbers = new ArrayList<Integer>();
    for (var pull : check.path("pull_requests")) {
      var number = pull.path("number");
      var target = pull.path("base").path("repo").path("id");
      if (isId(number)
          && number.canConvertToInt()
          && (target.isMissingNode() || target.asLong() == repository)) {
        numbers.add(number.intValue());
      }
    }
    return numbers;
  }

  private static WebhookEvent otherAction(String event, String action) {
    return new Ignored("nothing is done about `" + event + "` with the action `" + action + "`");
  }

  private static Repository repository(JsonNode payload) {
    var repository = payload.path("repository");
    return new Repository(
        id(payload.path("installation"), "id"),
        id(repository, "id"),
        text(repository, "full_name"));
  }

  private static long id(JsonNode parent, String name) {
    var node = parent.path(name);
    if (!isId(node)) {
      throw new FieldMissingException("a usable `" + name + "`");
    }
    return node.longValue();
  }

  private static boolean isId(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0;
  }

  private static int number(JsonNode parent, String name) {
    var id = id(parent, name);
    if (id > Integer.MAX_VALUE) {
      throw new FieldMissingException("a usable `" + name + "`");
    }
    return (int) id;
  }

  private static String text(JsonNode parent, String name) {
    return optionalText(parent.path(name))
        .orElseThrow(() -> new FieldMissingException("`" + name + "`"));
  }

  private static Optional<String> optionalText(JsonNode node) {
    return node.isTextual() && !node.textValue().isBlank()
        ? Optional.of(node.textValue())
        : Optional.empty();
  }

  /// Commits become parts of addresses, so they are nothing but hexadecimal digits.
  private static String commit(JsonNode parent, String name) {
    var text = text(parent, name);
    if ((text.length() != 40 && text.length() != 64)
        || !text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new FieldMissingException("a usable `" + name + "`");
    }
    return text;
  }

  private static final class FieldMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FieldMissingException(String message) {
      super(message, null, false, false);
    }
  }
}
