package dev.retort.schema.body;

import dev.retort.schema.Dialect;

/// `isinstance`, where what is asked of tells it.
final class Kinds {
  private Kinds() {}

  static Truth isOne(Sym value, Sym type, Dialect dialect) {
    if (type instanceof Sym.Seq several && several.whole) {
      Truth any = Truth.NO;
      for (Sym each : several.items) {
        Truth one = isOne(value, each, dialect);
        if (one == Truth.YES) {
          return one;
        }
        any = one == Truth.UNKNOWN ? one : any;
      }
      return any;
    }
    if (!(type instanceof Sym.Ref ref)) {
      return Truth.UNKNOWN;
    }
    return switch (value) {
      case Sym.DialectOf _ -> isDialect(ref, dialect);
      case Sym.Text _ -> plain(ref, "str");
      case Sym.Dict _ -> plain(ref, "dict");
      case Sym.Num _ -> plain(ref, "int");
      case Sym.Nothing _ -> plain(ref, "");
      case Sym.Made _ -> plain(ref, "");
      case Sym.Seq seq ->
          switch (seq.kind) {
            case LIST -> plain(ref, "list");
            case TUPLE -> plain(ref, "tuple");
            // It may be a frozen one.
            case SET -> ref.last().endsWith("set") ? Truth.UNKNOWN : plain(ref, "set");
            case OTHER, ITERATOR -> plain(ref, "");
          };
      default -> Truth.UNKNOWN;
    };
  }

  private static Truth plain(Sym.Ref type, String kind) {
    return switch (type.name()) {
      case "builtins.str",
          "builtins.dict",
          "builtins.int",
          "builtins.list",
          "builtins.tuple",
          "builtins.set" ->
          Truth.of(type.last().equals(kind));
      default -> Truth.UNKNOWN;
    };
  }

  private static Truth isDialect(Sym.Ref ref, Dialect dialect) {
    String type = ref.last();
    // Each of SQLAlchemy's packages calls its own by the same name.
    if (type.equals("dialect") && ref.name().startsWith("sqlalchemy.dialects.")) {
      return Dialect.named(ref.name().split("\\.", -1)[2])
          .map(each -> Truth.of(each == dialect))
          .orElse(Truth.UNKNOWN);
    }
    if (type.startsWith("PGDialect")) {
      return Truth.of(dialect == Dialect.POSTGRESQL);
    }
    if (type.startsWith("SQLiteDialect")) {
      return Truth.of(dialect == Dialect.SQLITE);
    }
    return type.startsWith("MySQLDialect") ? Truth.of(dialect == Dialect.MYSQL) : Truth.UNKNOWN;
  }
}
