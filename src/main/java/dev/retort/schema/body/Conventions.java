package dev.retort.schema.body;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.IdentifierLength;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The naming convention of the metadata that `env.py` hands to Alembic: what names keys and
/// indexes get that a migration does not name.
///
/// @param templates by the convention's keys: `ix`, `uq`, `ck`, `fk`, `pk`; a token of its own is
///   one as in [OwnTokens]
/// @param dialect decides how long a name may be
/// @param isOdd whether some names that it makes are not known; there [Sym#HOLE] stands in them
record Conventions(Map<String, String> templates, Dialect dialect, boolean isOdd) {
  Conventions(Map<String, String> templates, Dialect dialect) {
    this(templates, dialect, isOdd(templates));
  }

  /// SQLAlchemy's own, where the metadata has none.
  static Conventions usual(Dialect dialect) {
    return new Conventions(Map.of("ix", "ix_%(column_0_label)s"), dialect);
  }

  /// A name that is used as it is, and shortened where it is too long.
  String shortened(String name) {
    return IdentifierLength.shortened(name, dialect);
  }

  private static final Pattern TOKEN = Pattern.compile("%\\((\\w+)\\)s");
  private static final Set<String> KNOWN =
      Set.of("table_name", "constraint_name", "referred_table_name");

  private static final Pattern NUMBERED =
      Pattern.compile("(referred_)?column_(\\d+)(_?N)?_(name|label|key)");

  /// A name as it is sent: one of `op.f` is shortened where it is too long.
  Optional<String> sent(Sym name) {
    return name instanceof Sym.Text text && text.isWhole()
        ? Optional.of(text.conv() ? shortened(text.value()) : text.value())
        : name.asText();
  }

  /// The name that is sent for a constraint.
  ///
  /// @param name as the migration gives it, if it does
  /// @param conv whether that name is used as it is
  Optional<String> constraint(
      ConstraintSpec.Kind kind,
      String table,
      List<String> columns,
      Optional<ConstraintSpec.Reference> reference,
      Optional<String> name,
      boolean conv) {
    Optional<String> template = Optional.ofNullable(templates.get(key(kind)));
    if (name.isPresent() && conv) {
      return name.map(this::shortened);
    }
    boolean decorates = template.filter(each -> each.contains("%(constraint_name)s")).isPresent();
    if (template.isEmpty() || (name.isPresent() && !decorates)) {
      return name;
    }
    if (name.isEmpty() && decorates) {
      return Optional.empty();
    }
    return Optional.of(
        shortened(
            fill(
                template.get(),
                table,
                columns,
                reference,
                name,
                kind == ConstraintSpec.Kind.UNIQUE)));
  }

  /// The name of an index that the migration does not name.
  String index(String table, List<String> columns, boolean unique) {
    String template = templates.getOrDefault("ix", "ix_%(column_0_label)s");
    return shortened(fill(template, table, columns, Optional.empty(), Optional.empty(), unique));
  }

  private static boolean isOdd(Map<String, String> templates) {
    return templates.values().stream()
        .flatMap(template -> TOKEN.matcher(template).results())
        .map(found -> found.group(1))
        .anyMatch(token ->
            !KNOWN.contains(token)
                && !NUMBERED.matcher(token).matches()
                && !templates.containsKey(token));
  }

  private static String key(ConstraintSpec.Kind kind) {
    return switch (kind) {
      case PRIMARY_KEY -> "pk";
      case UNIQUE -> "uq";
      case FOREIGN_KEY -> "fk";
      case CHECK -> "ck";
      case EXCLUSION -> "ex";
    };
  }

  private String fill(
      String template,
      String table,
      List<String> columns,
      Optional<ConstraintSpec.Reference> reference,
      Optional<String> name,
      boolean unique) {
    Matcher matcher = TOKEN.matcher(template);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String token = templates.getOrDefault(matcher.group(1), matcher.group(1));
      String text =
          token.startsWith(OwnTokens.BY_UNIQUENESS)
              ? token.split(Pattern.quote(OwnTokens.BY_UNIQUENESS), -1)[unique ? 1 : 2]
              : token(token, table, columns, reference, name);
      matcher.appendReplacement(out, Matcher.quoteReplacement(text));
    }
    return matcher.appendTail(out).toString().replace("%%", "%");
  }

  private static String token(
      String token,
      String table,
      List<String> columns,
      Optional<ConstraintSpec.Reference> reference,
      Optional<String> name) {
    String plain = table.substring(table.lastIndexOf('.') + 1);
    if (token.equals("table_name")) {
      return plain;
    }
    if (token.equals("constraint_name")) {
      return name.orElse("");
    }
    if (token.equals("referred_table_name")) {
      String referred = reference.map(ConstraintSpec.Reference::table).orElse("");
      return referred.substring(referred.lastIndexOf('.') + 1);
    }
    Matcher numbered = NUMBERED.matcher(token);
    if (!numbered.matches()) {
      return Sym.HOLE + String.join("_", columns);
    }
    boolean referred = numbered.group(1) != null;
    List<String> of =
        referred ? reference.map(ConstraintSpec.Reference::columns).orElse(List.of()) : columns;
    boolean label = numbered.group(4).equals("label");
    String prefix = label ? table.replace('.', '_') + "_" : "";
    if (numbered.group(3) != null) {
      String separator = numbered.group(3).startsWith("_") ? "_" : "";
      return String.join(separator, of.stream().map(column -> prefix + column).toList());
    }
    int position = Integer.parseInt(numbered.group(2));
    return position < of.size() ? prefix + of.get(position) : "";
  }
}
