package dev.retort.rule;

import dev.retort.alembic.Needle;
import dev.retort.python.Expression;
import dev.retort.python.Expression.Keyword;
import dev.retort.python.Statement;
import dev.retort.python.Statement.Alias;
import dev.retort.python.Syntax;
import dev.retort.python.SyntaxTree;
import dev.retort.python.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a Python file declares of models for SQLAlchemy, and what it imports, read without running
/// it.
///
/// @param bases declarative bases with metadata of their own
/// @param tables the tables that its classes name
/// @param imports dotted names that may be modules, with leading dots where they are relative
/// @param importsByName whether it imports modules whose names only running it would tell
record ModelFile(List<Base> bases, List<Table> tables, Set<String> imports, boolean importsByName) {
  static final ModelFile NOTHING = new ModelFile(List.of(), List.of(), Set.of(), false);

  private static final Set<String> FACTORIES = Set.of("declarative_base", "generate_base");
  private static final List<Needle> DECLARING =
      Stream.of("__tablename__", "DeclarativeBase", "declarative_base", "generate_base")
          .map(Needle::of)
          .toList();
  private static final Set<String> BASE_CLASSES =
      Set.of("DeclarativeBase", "DeclarativeBaseNoMeta");
  private static final Set<String> BY_NAME =
      Set.of(
          "import_module",
          "__import__",
          "walk_packages",
          "iter_modules",
          "find_modules",
          "import_string",
          "exec",
          "exec_module",
          "run_path");

  ModelFile {
    bases = List.copyOf(bases);
    tables = List.copyOf(tables);
    imports = Set.copyOf(imports);
  }

  /// @param line counted from 1
  record Base(String name, int line) {}

  /// @param model the class
  /// @param line counted from 1
  record Table(String name, String model, int line) {}

  /// Whether a file can declare anything of the kind, looked at from afar.
  static boolean mayDeclare(byte[] content) {
    return DECLARING.stream().anyMatch(each -> each.isIn(content));
  }

  static ModelFile of(byte[] content) {
    return SyntaxTree.of(content).map(tree -> new Reading(tree).file()).orElse(NOTHING);
  }

  /// The reading of one file.
  private static final class Reading {
    private final SyntaxTree tree;
    private final Map<String, String> aliases = new HashMap<>();
    private final List<Base> bases = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final Set<String> imports = new LinkedHashSet<>();
    private boolean importsByName;

    Reading(SyntaxTree tree) {
      this.tree = tree;
    }

    ModelFile file() {
      Deque<Syntax> open = new ArrayDeque<>(tree.body());
      while (!open.isEmpty()) {
        Syntax next = open.pop();
        switch (next) {
          case Statement.If condition when isForTypesOnly(condition.test()) ->
              condition.otherwise().reversed().forEach(open::push);
          default -> {
            read(next);
            next.children().reversed().forEach(open::push);
          }
        }
      }
      return new ModelFile(bases, tables, imports, importsByName);
    }

    private static boolean isForTypesOnly(Expression test) {
      return lastName(test).filter("TYPE_CHECKING"::equals).isPresent();
    }

    private void read(Syntax node) {
      switch (node) {
        case Statement.Import each -> each.names().forEach(alias -> imports.add(alias.name()));
        case Statement.ImportFrom each -> {
          imports.add(each.module());
          for (Alias alias : each.names()) {
            aliases.put(alias.bound(), alias.name());
            imports.add(each.module() + (each.module().endsWith(".") ? "" : ".") + alias.name());
          }
        }
        case Expression.Call call ->
            importsByName |= called(call.function()).filter(BY_NAME::contains).isPresent();
        case Statement.Assign assign -> {
          if (assign.targets().size() == 1
              && assign.targets().getFirst() instanceof Expression.Name name) {
            made(name.id(), assign.value(), assign);
          }
        }
        case Statement.AnnAssign assign -> {
          if (assign.target() instanceof Expression.Name name && assign.value().isPresent()) {
            made(name.id(), assign.value().get(), assign);
          }
        }
        case Statement.ClassDef type -> declared(type);
        default -> {}
      }
    }

    private void made(String name, Expression value, Syntax at) {
      if (value instanceof Expression.Call call
          && called(call.function()).filter(FACTORIES::contains).isPresent()
          && call.keyword("metadata").isEmpty()) {
        bases.add(new Base(name, tree.line(at)));
      }
    }

    private void declared(Statement.ClassDef type) {
      boolean base =
          type.bases().stream()
              .anyMatch(each -> called(each).filter(BASE_CLASSES::contains).isPresent());
      boolean decorated =
          type.decorators().stream()
              .map(each -> each instanceof Expression.Call call ? call.function() : each)
              .anyMatch(each -> called(each).filter("as_declarative"::equals).isPresent());
      int line = line(type);
      if ((base || decorated) && attribute(type, "metadata").isEmpty()) {
        bases.add(new Base(type.name(), line));
      }
      Optional<String> table = attribute(type, "__tablename__").flatMap(Reading::text);
      if (table.isPresent()
          && attribute(type, "__table_args__").filter(Reading::schema).isEmpty()) {
        tables.add(new Table(table.get(), type.name(), line));
      }
    }

    private int line(Statement.ClassDef type) {
      return tree.line(new Statement.Pass(type.definition(), type.definition()));
    }

    /// The last name of what is called or inherited, as it was before an import gave it another.
    private Optional<String> called(Expression function) {
      return function instanceof Expression.Name name
          ? Optional.of(aliases.getOrDefault(name.id(), name.id()))
          : lastName(function);
    }

    private static Optional<String> lastName(Expression expression) {
      return switch (expression) {
        case Expression.Name name -> Optional.of(name.id());
        case Expression.Attribute attribute -> Optional.of(attribute.name());
        default -> Optional.empty();
      };
    }

    private static Optional<Expression> attribute(Statement.ClassDef type, String name) {
      for (Statement each : type.body()) {
        if (each instanceof Statement.Assign assign
            && assign.targets().stream().anyMatch(target -> isNamed(target, name))) {
          return Optional.of(assign.value());
        }
        if (each instanceof Statement.AnnAssign assign && isNamed(assign.target(), name)) {
          return assign.value();
        }
      }
      return Optional.empty();
    }

    private static boolean isNamed(Expression target, String name) {
      return target instanceof Expression.Name each && each.id().equals(name);
    }

    private static Optional<String> text(Expression expression) {
      return expression instanceof Expression.Constant constant
              && constant.value() instanceof Value.Text text
          ? Optional.of(text.value())
          : Optional.empty();
    }

    /// Whether a table lies in a schema of its own, so that its name alone does not tell it.
    private static boolean schema(Expression arguments) {
      Deque<Syntax> open = new ArrayDeque<>(List.of(arguments));
      while (!open.isEmpty()) {
        Syntax next = open.pop();
        boolean named =
            switch (next) {
              case Expression each -> text(each).filter("schema"::equals).isPresent();
              case Keyword each -> each.name().filter("schema"::equals).isPresent();
              default -> false;
            };
        if (named) {
          return true;
        }
        next.children().forEach(open::push);
      }
      return false;
    }
  }
}
