package dev.retort.schema.body;

import java.util.Set;

/// Libraries that are not read, and what their functions do.
final class Libraries {
  /// Libraries whose functions do nothing to a database.
  private static final Set<String> HARMLESS =
      Set.of(
          "builtins",
          "logging",
          "os",
          "sys",
          "json",
          "re",
          "uuid",
          "datetime",
          "time",
          "typing",
          "random",
          "string",
          "hashlib",
          "textwrap",
          "warnings",
          "inspect",
          "pathlib",
          "decimal",
          "collections",
          "itertools",
          "functools",
          "math",
          "secrets",
          "base64",
          "enum",
          "copy",
          "contextlib",
          "importlib",
          "csv",
          "io",
          "shutil",
          "structlog",
          "loguru",
          "pprint",
          "traceback",
          "platform",
          "operator",
          "types",
          "dataclasses",
          "slugify",
          "tqdm",
          "dotenv",
          "pytz",
          "dateutil",
          "rich",
          "click",
          "yaml",
          "abc",
          "concurrent",
          "threading",
          "urllib",
          "numpy",
          "six",
          "asyncio",
          "bcrypt",
          "passlib",
          "werkzeug",
          "pydantic",
          "zoneinfo",
          "simplejson",
          "boto3",
          "requests",
          "unicodedata",
          "html",
          "bisect",
          "heapq");

  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "warn", "error", "exception", "critical", "log");

  private Libraries() {}

  /// Whether a function does nothing to a database.
  static boolean isHarmless(Sym.Ref function) {
    return HARMLESS.contains(function.root())
        || isClass(function)
        || LOGGING.contains(function.last());
  }

  /// Classes make values; what is written small does something.
  private static boolean isClass(Sym.Ref function) {
    return !function.last().isEmpty() && Character.isUpperCase(function.last().charAt(0));
  }
}
