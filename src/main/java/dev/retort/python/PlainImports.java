package dev.retort.python;

import java.util.function.Consumer;

/// Ordinary import statements.
final class PlainImports {
  private PlainImports() {}

  /// A dotted module name; answers it.
  static String module(PlainTokens t) throws DeclinedException {
    StringBuilder name = new StringBuilder(t.name());
    while (t.take(".")) {
      name.append('.').append(t.name());
    }
    return name.toString();
  }

  /// `from module import names`, absolute and without a star; answers the module.
  ///
  /// @param bound is told each name that is bound
  static String from(PlainTokens t, Consumer<String> bound) throws DeclinedException {
    t.need("from");
    String module = module(t);
    if (module.equals("__future__")) {
      throw new DeclinedException();
    }
    t.need("import");
    boolean bracket = t.take("(");
    do {
      if (bracket && t.is(")")) {
        break;
      }
      String name = t.name();
      bound.accept(t.take("as") ? t.name() : name);
    } while (t.take(","));
    if (bracket) {
      t.need(")");
    } else if (t.word(t.at() - 1).equals(",")) {
      throw new DeclinedException();
    }
    return module;
  }
}
