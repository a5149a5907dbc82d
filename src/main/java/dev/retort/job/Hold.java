package dev.retort.job;

import java.util.function.BooleanSupplier;

/// What the thread that runs a job holds: its lane. A process that was frozen for longer than the
/// others waited for it has lost that to one of them, and must not write to the outside world what
/// it thought before.
public final class Hold {
  private static final ScopedValue<BooleanSupplier> HELD = ScopedValue.newInstance();

  private Hold() {}

  /// Passes where this thread runs no job, or one whose lane is still its own.
  ///
  /// @throws LostException where another process has taken the job over
  public static void check() {
    if (HELD.isBound() && !HELD.get().getAsBoolean()) {
      throw new LostException();
    }
  }

  static <T> T during(BooleanSupplier held, ScopedValue.CallableOp<T, RuntimeException> run) {
    return ScopedValue.where(HELD, held).call(run);
  }

  /// Another process has taken the job over.
  public static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostException() {
      super("another process has taken the job over");
    }
  }
}
