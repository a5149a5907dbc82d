package dev.retort;

/// The composition root and the launcher's entry point.
public final class Retort {
  private Retort() {}

  static void main(String[] args) {
    System.out.println("retort " + args.length);
  }
}
