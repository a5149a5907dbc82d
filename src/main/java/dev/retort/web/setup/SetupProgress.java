package dev.retort.web.setup;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What of a set-up has been seen to work. Safe for many threads.
public final class SetupProgress {
  /// The steps, in the order in which they come.
  public enum Step {
    REGISTERED("The App is registered, and its key is kept here"),
    ACCEPTED("GitHub accepts the App's key"),
    REACHED("A webhook has arrived"),
    INSTALLED("A repository has been seen"),
    CHECKED("The first check is posted");

    private final String words;

    Step(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final Set<Step> done = EnumSet.noneOf(Step.class);

  public synchronized void seen(Step step) {
    done.add(step);
  }

  /// Every step, and whether it has been seen.
  synchronized Map<Step, Boolean> steps() {
    Map<Step, Boolean> steps = new LinkedHashMap<>();
    Arrays.stream(Step.values()).forEach(step -> steps.put(step, done.contains(step)));
    return steps;
  }
}
