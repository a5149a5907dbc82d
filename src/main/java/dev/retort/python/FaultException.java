package dev.retort.python;

/// Ends the reading of a file; becomes the module's fault.
final class FaultException extends Exception {
  private final Fault fault;

  FaultException(Fault.Kind kind, int line, String message) {
    super(message, null, false, false);
    fault = new Fault(kind, line, message);
  }

  Fault fault() {
    return fault;
  }
}
