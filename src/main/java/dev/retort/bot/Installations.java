package dev.retort.bot;

import dev.retort.job.Ledger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which installations are quiet, because the App was suspended or uninstalled: nothing is asked in
/// their name until GitHub tells that they are back.
public final class Installations {
  private static final String PAGE = "quiet installations";

  /// Why one is quiet.
  enum Quiet {
    SUSPENDED("suspended"),
    UNINSTALLED("uninstalled"),
    ERASED("uninstalled and erased"),
    /// GitHub lets the App in no more.
    REFUSED("refused");

    private final String stored;

    Quiet(String stored) {
      this.stored = stored;
    }

    private static Quiet of(String stored) {
      return Arrays.stream(values())
          .filter(each -> each.stored.equals(stored))
          .findFirst()
          .orElse(REFUSED);
    }
  }

  private final Ledger ledger;

  public Installations(Ledger ledger) {
    this.ledger = ledger;
  }

  /// What is written about an installation as a whole is named after this. A repository is named by
  /// its mere number, which another installation's may be equal to.
  static String subject(long installation) {
    return "installation-" + installation;
  }

  boolean isQuiet(long installation) {
    return why(installation).isPresent();
  }

  /// Why it is quiet; empty where it is not.
  Optional<Quiet> why(long installation) {
    String name = String.valueOf(installation);
    return Optional.ofNullable(ledger.entries(PAGE, List.of(name)).get(name)).map(Quiet::of);
  }

  void quieten(long installation, Quiet why) {
    ledger.enter(PAGE, Map.of(String.valueOf(installation), why.stored));
  }

  /// GitHub lists it as one at work. One that is being erased stays quiet: it comes back under
  /// another number.
  void found(long installation) {
    if (why(installation)
        .filter(why -> why == Quiet.SUSPENDED || why == Quiet.REFUSED)
        .isPresent()) {
      resume(installation);
    }
  }

  void resume(long installation) {
    ledger.strike(PAGE, String.valueOf(installation));
  }
}
