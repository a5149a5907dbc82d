package dev.retort.schema.body;

import dev.retort.schema.ColumnSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// SQLAlchemy's types as the database calls them.
final class Types {
  private static final Map<String, String> POSTGRESQL =
      Map.ofEntries(
          Map.entry("Integer", "integer"),
          Map.entry("INTEGER", "integer"),
          Map.entry("INT", "integer"),
          Map.entry("SmallInteger", "smallint"),
          Map.entry("SMALLINT", "smallint"),
          Map.entry("BigInteger", "bigint"),
          Map.entry("BIGINT", "bigint"),
          Map.entry("Boolean", "boolean"),
          Map.entry("BOOLEAN", "boolean"),
          Map.entry("Text", "text"),
          Map.entry("TEXT", "text"),
          Map.entry("UnicodeText", "text"),
          Map.entry("Date", "date"),
          Map.entry("DATE", "date"),
          Map.entry("LargeBinary", "bytea"),
          Map.entry("Binary", "bytea"),
          Map.entry("BYTEA", "bytea"),
          Map.entry("PickleType", "bytea"),
          Map.entry("JSON", "json"),
          Map.entry("JSONB", "jsonb"),
          Map.entry("UUID", "uuid"),
          Map.entry("HSTORE", "hstore"),
          Map.entry("INET", "inet"),
          Map.entry("CIDR", "cidr"),
          Map.entry("MACADDR", "macaddr"),
          Map.entry("MACADDR8", "macaddr8"),
          Map.entry("TSVECTOR", "tsvector"),
          Map.entry("TSQUERY", "tsquery"),
          Map.entry("MONEY", "money"),
          Map.entry("OID", "oid"),
          Map.entry("REGCLASS", "regclass"),
          Map.entry("CITEXT", "citext"),
          Map.entry("CIText", "citext"),
          Map.entry("JSONPATH", "jsonpath"),
          Map.entry("REAL", "real"),
          Map.entry("Double", "double precision"),
          Map.entry("DOUBLE", "double precision"),
          Map.entry("DOUBLE_PRECISION", "double precision"),
          Map.entry("INT4RANGE", "int4range"),
          Map.entry("INT8RANGE", "int8range"),
          Map.entry("NUMRANGE", "numrange"),
          Map.entry("DATERANGE", "daterange"),
          Map.entry("TSRANGE", "tsrange"),
          Map.entry("TSTZRANGE", "tstzrange"),
          Map.entry("INT4MULTIRANGE", "int4multirange"),
          Map.entry("INT8MULTIRANGE", "int8multirange"),
          Map.entry("NUMMULTIRANGE", "nummultirange"),
          Map.entry("DATEMULTIRANGE", "datemultirange"),
          Map.entry("TSMULTIRANGE", "tsmultirange"),
          Map.entry("TSTZMULTIRANGE", "tstzmultirange"));

  private final Evaluator evaluator;
  private final Dialect dialect;
  private final Optional<String> table;

  /// Of types that stand alone.
  Types(Evaluator evaluator) {
    this(evaluator, Optional.empty());
  }

  /// @param table with its schema, where the types are those of its columns
  Types(Evaluator evaluator, Optional<String> table) {
    this.evaluator = evaluator;
    this.dialect = evaluator.run.dialect();
    this.table = table;
  }

  /// An enum type that the database keeps apart.
  ///
  /// @param values empty where they are not known
  /// @param create whether it may come and go with a table (`create_type`)
  /// @param ofMetadata whether it comes and goes with the tables of a `MetaData`, and with a single
  ///   one only where that is asked to look first (`checkfirst`)
  record EnumSpec(String name, Optional<List<String>> values, boolean create, boolean ofMetadata) {
    /// Whether the creation of one table makes it without looking first.
    boolean comesWithTable() {
      return create && !ofMetadata;
    }
  }

  /// @param name as the database has it; [ColumnSpec#UNKNOWN_TYPE] where that is not known
  record Named(String name, Optional<EnumSpec> enumType) {
    static final Named UNKNOWN = new Named(ColumnSpec.UNKNOWN_TYPE, Optional.empty());
  }

  Named of(Sym type) {
    return of(type, 8);
  }

  private Named of(Sym type, int levels) {
    if (levels == 0) {
      return Named.UNKNOWN;
    }
    return switch (type) {
      case Sym.Ref ref -> made(new Sym.Made(ref, List.of(), Map.of(), 1, true), levels);
      case Sym.Made made -> made(made, levels);
      case Sym.Type decorator ->
          decorated(new Sym.Instance(decorator, List.of(), Map.of()), levels);
      case Sym.Instance instance -> decorated(instance, levels);
      default -> Named.UNKNOWN;
    };
  }

  /// A type of the repository's own: what its `load_dialect_impl` gives, or its `impl`.
  private Named decorated(Sym.Instance instance, int levels) {
    Optional<String> compiled = CompiledTypes.written(instance.type(), evaluator);
    if (compiled.isPresent()) {
      return written(compiled.get());
    }
    Optional<Sym> spec = Classes.attribute(instance, "get_col_spec", evaluator);
    if (spec.isPresent() && spec.get() instanceof Sym.Function function) {
      return call(function).asText().map(this::written).orElse(Named.UNKNOWN);
    }
    Optional<Sym> load = Classes.attribute(instance, "load_dialect_impl", evaluator);
    if (load.isPresent() && load.get() instanceof Sym.Function function) {
      Sym result =
          evaluator.interpreter.call(
              function,
              new Arguments(List.of(new Sym.DialectOf()), Map.of(), true),
              function.closure(),
              Site.line(1));
      if (!(result instanceof Sym.Unknown)) {
        return of(result, levels - 1);
      }
      return Named.UNKNOWN;
    }
    Optional<Sym> impl = Classes.attribute(instance, "impl", evaluator);
    if (impl.isPresent() && impl.get() instanceof Sym.Ref ref) {
      return of(new Sym.Made(ref, instance.arguments(), instance.keywords(), 1, true), levels - 1);
    }
    return impl.map(each -> of(each, levels - 1))
        .orElseGet(() -> {
          for (var base : instance.type().definition().bases()) {
            Sym parent = evaluator.evaluate(base, instance.type().closure());
            if (parent instanceof Sym.Ref ref
                && !ref.last().equals("TypeDecorator")
                && !ref.last().equals("UserDefinedType")) {
              return of(
                  new Sym.Made(ref, instance.arguments(), instance.keywords(), 1, true),
                  levels - 1);
            }
            if (parent instanceof Sym.Type type) {
              return of(
                  new Sym.Instance(type, instance.arguments(), instance.keywords()), levels - 1);
            }
          }
          return Named.UNKNOWN;
        });
  }

  /// A type as SQL writes it.
  private Named written(String type) {
    if (type.indexOf(Sym.HOLE) >= 0) {
      return Named.UNKNOWN;
    }
    List<Operation> read =
        evaluator.run.sql.read("ALTER TABLE t ADD COLUMN c " + type, Site.line(1));
    return read.size() == 1 && read.getFirst() instanceof Operation.AddColumn add
        ? new Named(add.column().type(), Optional.empty())
        : Named.UNKNOWN;
  }

  private Sym call(Sym.Function function) {
    return evaluator.interpreter.call(
        function, new Arguments(List.of(), Map.of(), true), function.closure(), Site.line(1));
  }

  private Named made(Sym.Made made, int levels) {
    Arguments given = Arguments.of(made);
    String last = made.last();
    if (last.equals("as_mutable")) {
      return given.get(0, "sqltype").map(each -> of(each, levels - 1)).orElse(Named.UNKNOWN);
    }
    if (last.equals("ARRAY")) {
      Named inner =
          given.get(0, "item_type").map(each -> of(each, levels - 1)).orElse(Named.UNKNOWN);
      return dialect != Dialect.POSTGRESQL || inner.name().equals(ColumnSpec.UNKNOWN_TYPE)
          ? Named.UNKNOWN
          : new Named(inner.name() + "[]", inner.enumType());
    }
    if (last.equals("Enum") || last.equals("ENUM")) {
      return Enumerations.type(made, evaluator, table);
    }
    if (made.callee().root().equals("sqlalchemy_utils") && last.equals("ChoiceType")) {
      return given
          .get(1, "impl")
          .map(each -> of(each, levels - 1))
          .orElse(new Named(sized("character varying", Optional.of("255")), Optional.empty()));
    }
    if (dialect == Dialect.POSTGRESQL) {
      return new Named(postgresql(last, given, made), Optional.empty());
    }
    return new Named(other(last, given), Optional.empty());
  }

  private String postgresql(String last, Arguments given, Sym.Made made) {
    return Optional.ofNullable(POSTGRESQL.get(last))
        .orElseGet(() -> postgresqlByArguments(last, given, made));
  }

  private String postgresqlByArguments(String last, Arguments given, Sym.Made made) {
    return switch (last) {
      case "String", "VARCHAR", "Unicode", "AutoString", "NVARCHAR" ->
          sized("character varying", length(given));
      case "CHAR", "NCHAR" -> sized("character", length(given).or(() -> Optional.of("1")));
      case "DateTime", "TIMESTAMP", "DATETIME" ->
          zoned("timestamp", given, number(given, last.equals("TIMESTAMP") ? 1 : -1, "precision"));
      case "Time", "TIME" -> zoned("time", given, number(given, 1, "precision"));
      case "Interval", "INTERVAL" -> interval(last, given);
      case "Float", "FLOAT" -> real(given);
      case "Numeric", "NUMERIC", "DECIMAL" -> numeric(given);
      case "BIT" -> bits(given);
      case "Uuid" ->
          switch (given.get(-1, "native_uuid").map(Sym::truth).orElse(Truth.YES)) {
            case YES -> "uuid";
            case NO -> "character(32)";
            case UNKNOWN -> ColumnSpec.UNKNOWN_TYPE;
          };
      case "DOMAIN" -> domain(given);
      case "Geometry", "Geography", "Raster" -> Spatial.type(made);
      case "Vector", "VECTOR" -> sized("vector", number(given, 0, "dim"));
      default ->
          made.callee().root().equals("sqlalchemy")
              ? ColumnSpec.UNKNOWN_TYPE
              : UtilsTypes.postgresql(last, given);
    };
  }

  /// The length of a text; SQLAlchemy sends none that is zero.
  private static Optional<String> length(Arguments given) {
    return number(given, 0, "length").filter(each -> !each.equals("0"));
  }

  static Optional<String> number(Arguments given, int position, String name) {
    return given
        .get(position, name)
        .flatMap(value ->
            value instanceof Sym.Num num
                ? Optional.of(num.value().toString())
                : value instanceof Sym.Nothing ? Optional.empty() : Optional.of("?"));
  }

  static String sized(String name, Optional<String> size) {
    return size.map(each -> each.equals("?") ? ColumnSpec.UNKNOWN_TYPE : name + "(" + each + ")")
        .orElse(name);
  }

  static String zoned(String name, Arguments given, Optional<String> precision) {
    boolean zone = given.isTrue(0, "timezone");
    return name
        + precision.map(each -> "(" + each + ")").orElse("")
        + (zone ? " with time zone" : " without time zone");
  }

  /// PostgreSQL's own takes the precision first, the general one last.
  private static String interval(String last, Arguments given) {
    Optional<String> precision =
        last.equals("INTERVAL")
            ? number(given, 0, "precision")
            : number(given, 1, "second_precision");
    if (precision.filter("?"::equals).isPresent()) {
      return ColumnSpec.UNKNOWN_TYPE;
    }
    return "interval"
        + given.text(-1, "fields").map(fields -> " " + fields.toLowerCase(Locale.ROOT)).orElse("")
        + precision.map(digits -> "(" + digits + ")").orElse("");
  }

  private static String real(Arguments given) {
    Optional<String> precision = number(given, 0, "precision").filter(each -> !each.equals("0"));
    if (precision.isPresent() && !precision.get().equals("?")) {
      return Integer.parseInt(precision.get()) <= 24 ? "real" : "double precision";
    }
    return precision.isPresent() ? ColumnSpec.UNKNOWN_TYPE : "double precision";
  }

  private static String numeric(Arguments given) {
    Optional<String> precision = number(given, 0, "precision");
    Optional<String> scale = number(given, 1, "scale");
    if (precision.filter("?"::equals).isPresent() || scale.filter("?"::equals).isPresent()) {
      return ColumnSpec.UNKNOWN_TYPE;
    }
    return precision
        .map(each -> "numeric(" + each + "," + scale.orElse("0") + ")")
        .orElse("numeric");
  }

  /// The name of a domain, with its schema.
  private static String domain(Arguments given) {
    return given
        .text(0, "name")
        .map(each -> OpCalls.qualified(each, given.get(-1, "schema")))
        .filter(each -> !each.startsWith(OpCalls.SOMEWHERE))
        .orElse(ColumnSpec.UNKNOWN_TYPE);
  }

  private static String bits(Arguments given) {
    boolean varying = given.isTrue(1, "varying");
    Optional<String> length = length(given);
    return varying ? sized("bit varying", length) : sized("bit", length.or(() -> Optional.of("1")));
  }

  /// What SQLite and MySQL are sent.
  private String other(String last, Arguments given) {
    return switch (last) {
      case "Integer", "INTEGER", "INT" -> "INTEGER";
      case "SmallInteger", "SMALLINT" -> "SMALLINT";
      case "BigInteger", "BIGINT" -> "BIGINT";
      case "Boolean", "BOOLEAN" -> dialect == Dialect.MYSQL ? "BOOL" : "BOOLEAN";
      case "String", "VARCHAR", "Unicode", "AutoString" -> sized("VARCHAR", length(given));
      case "EmailType" -> UtilsTypes.email("VARCHAR", given);
      case "NVARCHAR" -> sized("NVARCHAR", length(given));
      case "CHAR", "NCHAR" -> sized(last, length(given));
      case "Text", "TEXT", "UnicodeText", "URLType" -> "TEXT";
      case "DateTime", "DATETIME" -> "DATETIME";
      case "TIMESTAMP" -> "TIMESTAMP";
      case "Date", "DATE" -> "DATE";
      case "Time", "TIME" -> "TIME";
      case "Interval" -> "DATETIME";
      case "Float", "FLOAT" -> "FLOAT";
      case "REAL" -> "REAL";
      case "Double", "DOUBLE" -> "DOUBLE";
      case "DOUBLE_PRECISION" -> "DOUBLE PRECISION";
      case "Numeric", "NUMERIC" -> numericOf("NUMERIC", given);
      case "DECIMAL" -> numericOf("DECIMAL", given);
      case "LargeBinary", "PickleType", "Binary", "BLOB" -> "BLOB";
      case "JSON", "JSONType" -> "JSON";
      case "Uuid" -> "CHAR(32)";
      default -> ColumnSpec.UNKNOWN_TYPE;
    };
  }

  private static String numericOf(String name, Arguments given) {
    Optional<String> precision = number(given, 0, "precision");
    Optional<String> scale = number(given, 1, "scale");
    return precision
        .map(each -> name + "(" + each + scale.map(s -> ", " + s).orElse("") + ")")
        .orElse(name);
  }
}
