package dev.retort.schema.body;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.Index;
import dev.retort.schema.Key;
import dev.retort.schema.Schema;
import dev.retort.schema.Site;
import dev.retort.schema.Table;
import java.util.List;
import java.util.Optional;

/// What an inspector of the database says, answered by the replayed schema.
final class InspectorCalls {
  private final Run run;

  InspectorCalls(Run run) {
    this.run = run;
  }

  Sym call(String name, Arguments given, Site site) {
    Optional<Schema> schema = run.schema();
    Sym unknown = new Sym.Unknown(site.line(), new Gap.Call(name, Gap.AboutCall.GIVES));
    if (schema.isEmpty()) {
      return unknown;
    }
    Optional<String> table =
        given
            .text(0, "table_name")
            .map(each ->
                OpCalls.qualified(each, given.get(name.equals("has_index") ? 2 : 1, "schema")));
    return switch (name) {
      case "has_table" ->
          table
              .map(each ->
                  Operators.bool(ExistenceQueries.relation(schema.get(), each), site.line()))
              .orElse(unknown);
      case "has_index" ->
          given
              .text(1, "index_name")
              .map(each ->
                  Operators.bool(
                      ExistenceQueries.index(
                          schema.get(), table.map(TableParts::prefix).orElse("") + each),
                      site.line()))
              .orElse(unknown);
      case "get_table_names" -> tables(schema.get(), 'r', given.get(0, "schema"));
      case "get_view_names" -> tables(schema.get(), 'v', given.get(0, "schema"));
      case "get_columns" -> table.<Sym>map(each -> columns(schema.get(), each)).orElse(unknown);
      case "get_indexes" -> table.<Sym>map(each -> indexes(schema.get(), each)).orElse(unknown);
      case "get_foreign_keys" ->
          table
              .<Sym>map(each -> keys(schema.get(), each, ConstraintSpec.Kind.FOREIGN_KEY))
              .orElse(unknown);
      case "get_unique_constraints" ->
          table
              .<Sym>map(each -> keys(schema.get(), each, ConstraintSpec.Kind.UNIQUE))
              .orElse(unknown);
      case "get_check_constraints" ->
          table
              .<Sym>map(each -> keys(schema.get(), each, ConstraintSpec.Kind.CHECK))
              .orElse(unknown);
      case "get_pk_constraint" ->
          table.map(each -> primary(schema.get(), each, unknown)).orElse(unknown);
      case "get_enums" -> enums(schema.get());
      case "get_schema_names" -> new Sym.Seq(Sym.Seq.Kind.LIST, List.of(Sym.text("public")), false);
      case "clear_cache" -> Sym.Nothing.NONE;
      default -> unknown;
    };
  }

  private static Sym tables(Schema schema, char kind, Optional<Sym> owner) {
    String prefix = owner.map(each -> OpCalls.qualified("", Optional.of(each))).orElse("");
    Sym.Seq names = new Sym.Seq(Sym.Seq.Kind.LIST, List.of(), schema.isClosed());
    for (Table table : schema.tables()) {
      boolean wanted =
          table.kind() != 'f' && (kind == 'v') == (table.kind() == 'v' || table.kind() == 'm');
      if (table.prefix().equals(prefix) && wanted) {
        if (table.sure() || table.foreign()) {
          names.items.add(Sym.text(table.plainName()));
        } else {
          names.whole = false;
        }
      }
    }
    return names;
  }

  private static Sym columns(Schema schema, String name) {
    Optional<Table> table = schema.table(name);
    Sym.Seq columns =
        new Sym.Seq(Sym.Seq.Kind.LIST, List.of(), table.filter(each -> !each.isOpen()).isPresent());
    table.ifPresent(each ->
        each.columns()
            .values()
            .forEach(column -> {
              if (!column.sure()) {
                columns.whole = false;
                return;
              }
              Sym.Dict facts = new Sym.Dict();
              facts.entries.put(Sym.text("name"), Sym.text(column.name()));
              facts.entries.put(
                  Sym.text("nullable"),
                  column
                      .nullable()
                      .<Sym>map(Sym.Bool::new)
                      .orElse(new Sym.Unknown(1, Gap.OfValue.NULLABILITY)));
              facts.whole = false;
              columns.items.add(facts);
            }));
    return columns;
  }

  private static Sym indexes(Schema schema, String name) {
    Optional<Table> table = schema.table(name);
    Sym.Seq all =
        new Sym.Seq(Sym.Seq.Kind.LIST, List.of(), table.filter(each -> !each.isOpen()).isPresent());
    table.ifPresent(each -> {
      for (Index index : each.indexes().values()) {
        if (index.sure()) {
          all.items.add(
              facts(
                  index.name().substring(index.name().lastIndexOf('.') + 1),
                  index.spec().columns(),
                  index.spec().unique()));
        } else {
          all.whole = false;
        }
      }
      // PostgreSQL lists the index of a UNIQUE as well.
      for (Key key : each.keys().values()) {
        if (key.spec().kind() == ConstraintSpec.Kind.UNIQUE
            && schema.dialect() == dev.retort.schema.Dialect.POSTGRESQL) {
          all.items.add(facts(key.name(), key.spec().columns(), true));
        }
      }
    });
    return all;
  }

  private static Sym.Dict facts(String name, List<String> columns, boolean unique) {
    Sym.Dict facts = new Sym.Dict();
    facts.entries.put(Sym.text("name"), Sym.text(name));
    facts.entries.put(Sym.text("column_names"), Sym.list(columns.stream().map(Sym::text).toList()));
    facts.entries.put(Sym.text("unique"), new Sym.Bool(unique));
    facts.whole = false;
    return facts;
  }

  private static Sym keys(Schema schema, String name, ConstraintSpec.Kind kind) {
    Optional<Table> table = schema.table(name);
    Sym.Seq all =
        new Sym.Seq(Sym.Seq.Kind.LIST, List.of(), table.filter(each -> !each.isOpen()).isPresent());
    table.ifPresent(each -> {
      for (Key key : each.keys().values()) {
        if (key.spec().kind() != kind) {
          continue;
        }
        if (!key.sure()) {
          all.whole = false;
          continue;
        }
        all.items.add(key(key));
      }
    });
    return all;
  }

  private static Sym.Dict key(Key key) {
    Sym.Dict facts = new Sym.Dict();
    List<Sym> columns = key.spec().columns().stream().map(Sym::text).toList();
    facts.entries.put(Sym.text("name"), Sym.text(key.name()));
    facts.entries.put(Sym.text("column_names"), Sym.list(columns));
    facts.entries.put(Sym.text("constrained_columns"), Sym.list(columns));
    key.spec()
        .reference()
        .ifPresent(reference -> {
          String table = reference.table();
          int dot = table.lastIndexOf('.');
          facts.entries.put(Sym.text("referred_table"), Sym.text(table.substring(dot + 1)));
          facts.entries.put(
              Sym.text("referred_schema"),
              dot < 0 ? Sym.Nothing.NONE : Sym.text(table.substring(0, dot)));
          facts.entries.put(
              Sym.text("referred_columns"),
              Sym.list(reference.columns().stream().map(Sym::text).toList()));
          Sym.Dict options = new Sym.Dict();
          reference
              .onDelete()
              .ifPresent(each -> options.entries.put(Sym.text("ondelete"), Sym.text(each)));
          facts.entries.put(Sym.text("options"), options);
        });
    facts.whole = false;
    return facts;
  }

  private static Sym primary(Schema schema, String name, Sym unknown) {
    return schema
        .table(name)
        .filter(each -> !each.isOpen())
        .<Sym>map(each ->
            each.keys().values().stream()
                .filter(key -> key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY)
                .findFirst()
                .map(InspectorCalls::key)
                .orElseGet(Sym.Dict::new))
        .orElse(unknown);
  }

  private static Sym enums(Schema schema) {
    Sym.Seq all = new Sym.Seq(Sym.Seq.Kind.LIST, List.of(), schema.isClosed());
    schema
        .enums()
        .forEach(type -> {
          Sym.Dict facts = new Sym.Dict();
          facts.entries.put(Sym.text("name"), Sym.text(type.name()));
          type.values()
              .ifPresent(values ->
                  facts.entries.put(
                      Sym.text("labels"), Sym.list(values.stream().map(Sym::text).toList())));
          facts.whole = false;
          all.items.add(facts);
        });
    return all;
  }
}
