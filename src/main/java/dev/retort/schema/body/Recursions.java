package dev.retort.schema.body;

import dev.retort.python.Statement.FunctionDef;
import dev.retort.schema.Operation;
import java.util.IdentityHashMap;

/// The functions that are being called, and may call themselves again. Where nothing says when that
/// ends, each of two ways calls both again: what goes through a document of rows would be gone
/// through for ever. A few times are enough to see that a function does nothing to the schema.
final class Recursions {
  private static final int ENOUGH = 3;

  private final Run run;
  private final IdentityHashMap<FunctionDef, Open> open = new IdentityHashMap<>();

  Recursions(Run run) {
    this.run = run;
  }

  private static final class Open {
    private final int doubts;
    private final int done;
    private int depth;
    private boolean cut;

    Open(int doubts, int done) {
      this.doubts = doubts;
      this.done = done;
    }
  }

  /// Whether a call is to be followed, which [#leave] ends.
  boolean enter(FunctionDef function) {
    Open calls = open.computeIfAbsent(function, _ -> new Open(run.doubtCount(), run.count()));
    if (calls.depth >= ENOUGH && run.doubtCount() > calls.doubts) {
      calls.cut = true;
      return false;
    }
    calls.depth++;
    return true;
  }

  /// @return whether calls were not followed that may have done something
  boolean leave(FunctionDef function) {
    Open calls = open.get(function);
    if (calls == null || --calls.depth > 0) {
      return false;
    }
    open.remove(function);
    return calls.cut && run.since(calls.done).stream().anyMatch(Operation::changesSchema);
  }
}
