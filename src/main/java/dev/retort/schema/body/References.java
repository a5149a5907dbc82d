package dev.retort.schema.body;

import dev.retort.schema.ConstraintSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What SQLAlchemy's foreign keys point at.
final class References {
  private References() {}

  static Optional<String> onDelete(Arguments given) {
    return given
        .text(-1, "ondelete")
        .map(text -> text.toUpperCase(Locale.ROOT))
        .filter(text -> !text.equals("NO ACTION"));
  }

  /// What `users.id` or `auth.users.id` points at.
  static Optional<ConstraintSpec.Reference> of(List<String> targets, Optional<String> onDelete) {
    List<String> columns = new ArrayList<>();
    String table = "";
    for (String target : targets) {
      int dot = target.lastIndexOf('.');
      if (target.equals("?")) {
        return Optional.empty();
      }
      if (dot < 0) {
        return targets.size() == 1
            ? Optional.of(new ConstraintSpec.Reference(plain(target), List.of(), onDelete))
            : Optional.empty();
      }
      table = plain(target.substring(0, dot));
      columns.add(target.substring(dot + 1));
    }
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new ConstraintSpec.Reference(table, columns, onDelete));
  }

  private static String plain(String table) {
    return table.startsWith("public.") ? table.substring("public.".length()) : table;
  }
}
