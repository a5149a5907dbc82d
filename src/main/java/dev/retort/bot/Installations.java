package dev.retort.bot;

import dev.retort.job.Ledger;
import java.util.List;
import java.util.Map;

/// Which installations are quiet, because the App was suspended or uninstalled: nothing is asked in
/// their name until GitHub tells that they are back.
public final class Installations {
  private static final String PAGE = "quiet installations";

  private final Ledger ledger;

  public Installations(Ledger ledger) {
    this.ledger = ledger;
  }

  boolean isQuiet(long installation) {
    return ledger.entries(PAGE, List.of(String.valueOf(installation))).size() == 1;
  }

  void quieten(long installation, String why) {
    ledger.enter(PAGE, Map.of(String.valueOf(installation), why));
  }

  void resume(long installation) {
    ledger.strike(PAGE, String.valueOf(installation));
  }
}
