package dev.retort.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What random migrations have made so far, and what they may choose from.
abstract class RandomSchema {
  private static final List<String> TYPES =
      List.of(
          "sa.Integer()",
          "sa.BigInteger()",
          "sa.SmallInteger()",
          "sa.String(length=40)",
          "sa.String()",
          "sa.Text()",
          "sa.Boolean()",
          "sa.DateTime()",
          "sa.DateTime(timezone=True)",
          "sa.Date()",
          "sa.Time()",
          "sa.Float()",
          "sa.Numeric(10, 2)",
          "sa.Numeric(8)",
          "sa.LargeBinary()",
          "sa.JSON()",
          "sa.Interval()",
          "sa.Unicode(12)",
          "sa.CHAR(3)",
          "sa.VARCHAR(7)",
          "sa.TIMESTAMP(timezone=True)");
  private static final List<String> POSTGRESQL_TYPES =
      List.of(
          "postgresql.UUID(as_uuid=True)",
          "postgresql.JSONB()",
          "postgresql.ARRAY(sa.Text())",
          "postgresql.INET()",
          "postgresql.TSVECTOR()",
          "postgresql.BYTEA()",
          "postgresql.REAL()",
          "postgresql.DOUBLE_PRECISION()",
          "postgresql.INTERVAL()",
          "postgresql.BIT(4)",
          "postgresql.ARRAY(sa.Integer())",
          "postgresql.TIMESTAMP(timezone=True)",
          "postgresql.CIDR()",
          "sa.String(9).with_variant(postgresql.VARCHAR(11), 'postgresql')");

  final Random random;
  final boolean sqlite;
  final Map<String, Shape> tables = new LinkedHashMap<>();
  int names;
  List<String> up = new ArrayList<>();
  List<List<String>> down = new ArrayList<>();

  /// What the generator has to know of a table, so that what it writes is taken.
  static final class Shape {
    final Map<String, String> free = new LinkedHashMap<>();
    final Set<String> integers = new LinkedHashSet<>();
  }

  RandomSchema(long seed, boolean sqlite) {
    this.random = new Random(seed);
    this.sqlite = sqlite;
  }

  void did(List<String> forth, List<String> back) {
    up.addAll(forth);
    down.add(back);
  }

  String fresh(String prefix) {
    return prefix + names++;
  }

  <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String type() {
    return sqlite || random.nextBoolean() ? any(TYPES) : any(POSTGRESQL_TYPES);
  }

  String table() {
    return any(List.copyOf(tables.keySet()));
  }
}
