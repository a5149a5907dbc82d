package dev.retort.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How much may be asked for within a time. Durable, and exact also where several processes count.
public interface Allowance {
  /// Takes its price from every account, or from none where one of them is used up. An account that
  /// is used up closes: nothing is taken from it for the length of the time, and then it is full
  /// again.
  Taken take(List<Account> accounts, Duration time);

  /// @param name what it counts
  /// @param most so much within the time
  /// @param price how much is taken at once
  record Account(String name, int most, int price) {
    /// An account of things that are counted one by one.
    public Account(String name, int most) {
      this(name, most, 1);
    }
  }

  /// How it went.
  sealed interface Taken {
    record Granted() implements Taken {}

    /// @param account the first that is used up
    /// @param until when it opens again
    record Refused(Account account, Instant until) implements Taken {}
  }
}
