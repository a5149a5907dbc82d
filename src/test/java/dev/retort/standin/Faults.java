package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What shall go wrong with the next matching requests. For every request the oldest plan that
/// still has turns is taken, and only that one.
public final class Faults {
  sealed interface Fault {
    record Instead(Answer answer) implements Fault {}

    record LoseAnswer() implements Fault {}

    record Unheard() implements Fault {}

    record Stall(Duration time) implements Fault {}

    record Before(Runnable action) implements Fault {}

    record After(Runnable action) implements Fault {}
  }

  /// A plan in the making; one of its last words puts it into force.
  public final class Plan {
    private final String operation;
    private int skipped;
    private int turns = 1;
    private String place = "";

    private Plan(String operation) {
      this.operation = operation;
    }

    /// For so many requests, not only for one.
    public Plan times(int times) {
      turns = times;
      return this;
    }

    /// Only for requests about that repository.
    public Plan in(HostedRepository repository) {
      place = "/repositories/" + repository.id() + "/";
      return this;
    }

    /// Lets so many matching requests through first.
    public Plan after(int requests) {
      skipped = requests;
      return this;
    }

    /// Answers with an error without doing anything.
    public void answer(int status, String message) {
      answer(status, Map.of(), Json.object("message", message));
    }

    public void answer(int status, Map<String, String> headers, JsonNode body) {
      add(new Fault.Instead(new Answer(status, Optional.of(body), headers)));
    }

    /// Does what was asked, then breaks the connection instead of answering.
    public void loseAnswer() {
      add(new Fault.LoseAnswer());
    }

    /// Breaks the connection without having done anything.
    public void breakConnection() {
      add(new Fault.Unheard());
    }

    /// Does what was asked, and answers late.
    public void stall(Duration time) {
      add(new Fault.Stall(time));
    }

    /// Lets something else happen just before.
    public void before(Runnable action) {
      add(new Fault.Before(action));
    }

    /// Lets something else happen just after, before the answer is sent.
    public void then(Runnable action) {
      add(new Fault.After(action));
    }

    private void add(Fault fault) {
      plans.add(new Planned(operation, place, skipped, turns, fault));
    }
  }

  private static final class Planned {
    private final String operation;
    private final String place;
    private int skipped;
    private int turns;
    private final Fault fault;

    Planned(String operation, String place, int skipped, int turns, Fault fault) {
      this.operation = operation;
      this.place = place;
      this.skipped = skipped;
      this.turns = turns;
      this.fault = fault;
    }
  }

  private final List<Planned> plans = new CopyOnWriteArrayList<>();
  private final Map<HostedPullRequest, Integer> staleReads = new ConcurrentHashMap<>();

  /// Plans for an operation by GitHub's name, like `git/update-ref`; `*` stands for all.
  public Plan on(String operation) {
    return new Plan(operation);
  }

  /// The next reads of a pull request still show its head before the last push.
  public void staleHead(HostedPullRequest pull, int reads) {
    staleReads.put(pull, reads);
  }

  /// Forgets all plans.
  public void clear() {
    plans.clear();
    staleReads.clear();
  }

  /// Plans that no request has used up yet; a test may want to see that none is left.
  public List<String> unused() {
    List<String> names = new ArrayList<>();
    for (Planned plan : plans) {
      if (plan.turns > 0) {
        names.add(plan.operation + " " + plan.fault);
      }
    }
    return names;
  }

  String headShownOf(HostedPullRequest pull) {
    Integer left = staleReads.get(pull);
    if (left == null || left <= 0) {
      return pull.headSha;
    }
    staleReads.put(pull, left - 1);
    return pull.previousHeadSha;
  }

  synchronized Optional<Fault> next(String operation, String path) {
    for (Planned plan : plans) {
      if (plan.turns == 0
          || !(plan.operation.equals("*") || plan.operation.equals(operation))
          || !path.contains(plan.place)) {
        continue;
      }
      if (plan.skipped > 0) {
        plan.skipped--;
        continue;
      }
      plan.turns--;
      return Optional.of(plan.fault);
    }
    return Optional.empty();
  }
}
