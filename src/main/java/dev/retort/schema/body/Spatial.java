package dev.retort.schema.body;

import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.IndexSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// GeoAlchemy2's types, and what comes with a column of one. Its versions differ: up to 0.10 only
/// the creation of a table makes indexes, and `AddGeometryColumn`, which makes checks instead of a
/// type that says all, is called for `management=True` before 0.14, for `use_typmod=False` from
/// then on.
final class Spatial {
  private static final String LIBRARY = "geoalchemy2";

  private static final Map<String, String> OPERATIONS =
      Map.of(
          "create_geospatial_table", "create_table",
          "drop_geospatial_table", "drop_table",
          "add_geospatial_column", "add_column",
          "drop_geospatial_column", "drop_column",
          "create_geospatial_index", "create_index",
          "drop_geospatial_index", "drop_index");

  private final Sym.Made type;
  private final Arguments given;

  private Spatial(Sym.Made type) {
    this.type = type;
    this.given = Arguments.of(type);
  }

  /// Empty where it is none of its types.
  static Optional<Spatial> of(Sym type) {
    return switch (type) {
      case Sym.Ref ref when ref.root().equals(LIBRARY) ->
          of(new Sym.Made(ref, List.of(), Map.of(), 1, true));
      case Sym.Made made when made.callee().root().equals(LIBRARY) ->
          switch (made.last()) {
            case "Geometry", "Geography", "Raster" -> Optional.of(new Spatial(made));
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  /// The operation of Alembic's that one of the library's comes to: on PostgreSQL they do the same.
  static String operation(String name, Dialect dialect) {
    return dialect == Dialect.POSTGRESQL ? OPERATIONS.getOrDefault(name, name) : name;
  }

  /// Whether the column has an index of its own.
  ///
  /// @param creates whether it comes with its table, and is not added to it
  Truth isIndexed(boolean creates) {
    Truth wanted =
        given
            .get(type.last().equals("Raster") ? 0 : 3, "spatial_index")
            .map(Sym::truth)
            .orElse(given.whole() ? Truth.YES : Truth.UNKNOWN);
    return wanted == Truth.YES && !creates ? Truth.UNKNOWN : wanted;
  }

  IndexSpec index(String table, String column, int line) {
    String prefix = TableParts.prefix(table);
    return new IndexSpec(
        Optional.of(prefix + "idx_" + table.substring(prefix.length()) + "_" + column),
        table,
        List.of(type.last().equals("Raster") ? "ST_ConvexHull(" + column + ")" : column),
        false,
        "gist",
        Optional.empty(),
        line);
  }

  /// The constraints that may come with the column and its table.
  List<ConstraintSpec> checks(String column, int line) {
    return type.last().equals("Geometry") && hasChecks(given)
        ? Stream.of("dims", "srid", "geotype")
            .map(each ->
                new ConstraintSpec(
                    ConstraintSpec.Kind.CHECK,
                    Optional.of("enforce_" + each + "_" + column),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    line))
            .toList()
        : List.of();
  }

  private static boolean hasChecks(Arguments given) {
    return given
        .get(-1, "use_typmod")
        .filter(each -> !(each instanceof Sym.Nothing) && each.truth() != Truth.YES)
        .isPresent();
  }

  /// The type as PostGIS has it.
  static String type(Sym.Made type) {
    Arguments given = Arguments.of(type);
    String name = type.last().toLowerCase(Locale.ROOT);
    if (type.last().equals("Raster")) {
      return name;
    }
    boolean managed =
        given.get(-1, "management").filter(each -> each.truth() != Truth.NO).isPresent();
    if (hasChecks(given) || (managed && given.get(2, "dimension").isPresent())) {
      return ColumnSpec.UNKNOWN_TYPE;
    }
    Optional<String> kind = given.text(0, "geometry_type");
    String shown = kind.map(Spatial::shape).orElse("Geometry");
    String srid = Types.number(given, 1, "srid").orElse("-1");
    if (kind.isPresent() && kind.get().equalsIgnoreCase("GEOMETRY") && srid.equals("-1")) {
      return "geometry(Geometry)";
    }
    return srid.equals("-1") || srid.equals("0")
        ? name + "(" + shown + ")"
        : name + "(" + shown + "," + srid + ")";
  }

  /// As PostGIS writes it back.
  private static String shape(String kind) {
    return switch (kind.toUpperCase(Locale.ROOT)) {
      case "POINT" -> "Point";
      case "LINESTRING" -> "LineString";
      case "POLYGON" -> "Polygon";
      case "MULTIPOINT" -> "MultiPoint";
      case "MULTILINESTRING" -> "MultiLineString";
      case "MULTIPOLYGON" -> "MultiPolygon";
      case "GEOMETRYCOLLECTION" -> "GeometryCollection";
      case "GEOMETRY" -> "Geometry";
      default -> kind;
    };
  }
}
