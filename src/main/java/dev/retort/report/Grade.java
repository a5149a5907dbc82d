package dev.retort.report;

import dev.retort.repair.Repair.Safety;

/// How safe a repair is, in words for people.
final class Grade {
  private Grade() {}

  static String of(Safety safety) {
    return switch (safety) {
      case SAFE -> "safe to apply";
      case CONSENT -> "ask first";
      case SHOWN -> "for you to decide";
    };
  }

  /// The same with what it means.
  static String told(Safety safety) {
    return switch (safety) {
      case SAFE -> "**safe to apply**: it changes nothing that a database may have run";
      case CONSENT -> "**ask first**: right if no database has run what it changes";
      case SHOWN -> "**for you to decide**: a proposal, to be applied by hand";
    };
  }
}
