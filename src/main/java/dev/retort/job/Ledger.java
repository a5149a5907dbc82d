package dev.retort.job;

import java.util.Collection;
import java.util.Map;

/// What people decided and what must outlive any run. Unlike an intent it does not age before it is
/// retired.
public interface Ledger {
  /// Everything on a page, by the names of its entries.
  Map<String, String> page(String page);

  /// Those entries of a page that have these names.
  Map<String, String> entries(String page, Collection<String> names);

  /// Writes entries, durably and all or none; each replaces what stood under its name.
  void enter(String page, Map<String, String> entries);

  /// Takes an entry off a page, where it is there.
  void strike(String page, String name);

  /// Says that a page's entries belong to something that is over. They are forgotten when that is
  /// long enough ago, unless they are entered again before.
  void retire(String page);

  /// Says that what a page belongs to goes on after all. Nothing of it is forgotten then.
  void revive(String page);
}
