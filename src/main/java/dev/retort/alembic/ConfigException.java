package dev.retort.alembic;

/// What Python or Alembic would refuse in a file of configuration.
final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;
  private final int line;
  private final transient ConfigFault fault;

  ConfigException(int line, ConfigFault fault) {
    super(fault.toString());
    this.line = line;
    this.fault = fault;
  }

  /// Counted from 1.
  int line() {
    return line;
  }

  ConfigFault fault() {
    return fault;
  }
}
