package dev.retort.schema;

import java.util.Set;

/// What the body of a function or procedure does to a schema when somebody calls it; of a view or a
/// domain only which names stand in it.
///
/// @param arguments as they are declared: functions of one name are told apart by them
/// @param touches the tables that it changes
/// @param drops those of them that may be gone afterwards
/// @param unbounded whether it may change anything
/// @param calls the routines that it calls
public record Routine(
    String arguments,
    Set<String> touches,
    Set<String> drops,
    boolean unbounded,
    Set<String> calls) {
  public Routine {
    touches = Set.copyOf(touches);
    drops = Set.copyOf(drops);
    calls = Set.copyOf(calls);
  }

  /// Of what is not called.
  ///
  /// @param names all that stand in its text, without their schemas
  public static Routine naming(Set<String> names) {
    return new Routine("", Set.of(), Set.of(), false, names);
  }

  /// The same where nobody knows what it changes.
  public Routine doingAnything() {
    return new Routine(arguments, Set.of(), Set.of(), true, calls);
  }
}
