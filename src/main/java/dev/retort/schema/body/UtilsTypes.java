package dev.retort.schema.body;

import dev.retort.schema.ColumnSpec;
import java.util.Map;
import java.util.Optional;

/// Types of SQLAlchemy-Utils and their like, by class, as their own source makes them.
final class UtilsTypes {
  private static final Map<String, String> POSTGRESQL =
      Map.ofEntries(
          Map.entry("JSONType", "json"),
          Map.entry("URLType", "text"),
          Map.entry("ScalarListType", "text"),
          Map.entry("TSVectorType", "tsvector"),
          Map.entry("LtreeType", "ltree"),
          Map.entry("CountryType", "character varying(2)"),
          Map.entry("CurrencyType", "character varying(3)"),
          Map.entry("TimezoneType", "character varying(50)"),
          Map.entry("LocaleType", "character varying(10)"),
          Map.entry("EnrichedDateType", "date"),
          Map.entry("EncryptedType", "bytea"),
          Map.entry("PasswordType", "bytea"),
          Map.entry("IntRangeType", "int4range"),
          Map.entry("Int8RangeType", "int8range"),
          Map.entry("NumericRangeType", "numrange"),
          Map.entry("DateRangeType", "daterange"),
          Map.entry("DateTimeRangeType", "tsrange"),
          Map.entry("WeekDaysType", "bit(7)"),
          Map.entry("GUID", "uuid"),
          Map.entry("TIMESTAMPAware", "timestamp with time zone"));

  private static final String VARYING = "character varying";

  private UtilsTypes() {}

  /// [ColumnSpec#UNKNOWN_TYPE] where it is none of these.
  static String postgresql(String type, Arguments given) {
    return switch (type) {
      case "EmailType" -> email(VARYING, given);
      case "StringEncryptedType" -> Types.sized(VARYING, Types.number(given, -1, "length"));
      case "ColorType" -> varying(given, 0, "max_length", "20");
      case "IPAddressType" -> varying(given, 0, "max_length", "50");
      case "PhoneNumberType" -> varying(given, 1, "max_length", "20");
      case "ArrowType" -> Types.zoned("timestamp", given, Optional.empty());
      case "UUIDType" ->
          given.get(1, "native").filter(each -> each.truth() != Truth.YES).isPresent()
              ? ColumnSpec.UNKNOWN_TYPE
              : "uuid";
      default -> POSTGRESQL.getOrDefault(type, ColumnSpec.UNKNOWN_TYPE);
    };
  }

  /// A text of 255 characters unless it says otherwise.
  ///
  /// @param text what the database calls one
  static String email(String text, Arguments given) {
    return sized(text, given, 0, "length", "255");
  }

  private static String varying(Arguments given, int position, String name, String otherwise) {
    return sized(VARYING, given, position, name, otherwise);
  }

  private static String sized(
      String text, Arguments given, int position, String name, String otherwise) {
    return Types.sized(
        text,
        given.get(position, name).isEmpty()
            ? Optional.of(otherwise)
            : Types.number(given, position, name));
  }
}
