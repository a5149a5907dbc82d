package dev.retort.python;

/// Ends the reading of a file; becomes the module's fault.
final class FaultException extends Exception {
  private final Fault fault;

  FaultException(Fault fault) {
    super(null, null, false, false);
    this.fault = fault;
  }

  /// One that Python's own compiler would report.
  static FaultException syntax(int line, String diagnostic) {
    return new FaultException(new Fault.Syntax(line, diagnostic));
  }

  static FaultException tooComplex(int line, Fault.Excess excess) {
    return new FaultException(new Fault.TooComplex(line, excess));
  }

  Fault fault() {
    return fault;
  }
}
