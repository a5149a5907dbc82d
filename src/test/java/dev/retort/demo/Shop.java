package dev.retort.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/// The files of a small web shop with an Alembic history.
final class Shop {
  private static final String VERSIONS = "backend/alembic/versions/";

  private Shop() {}

  /// The base branch: a configuration and three revisions in a line.
  static Map<String, String> base() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("backend/alembic.ini", "[alembic]\nscript_location = %(here)s/alembic\n");
    files.put(
        "backend/alembic/env.py",
        "from alembic import context\nfrom shop.models import Base\n\ntarget_metadata = Base.metadata\n");
    files.putAll(revision("1f0a7c2e9b41", "", "create customers", "2026-01-12 09:14:02"));
    files.putAll(revision("58d3e61b7a90", "1f0a7c2e9b41", "create orders", "2026-02-03 16:40:55"));
    files.putAll(
        revision("c4b97f03d5e8", "58d3e61b7a90", "add order status", "2026-03-21 11:05:37"));
    return files;
  }

  /// A revision file as Alembic's own template writes it.
  ///
  /// @param parent empty for a base
  static Map<String, String> revision(String id, String parent, String message, String created) {
    String down = parent.isEmpty() ? "None" : "\"" + parent + "\"";
    String text =
        """
        \"""%s

        Revision ID: %s
        Revises: %s
        Create Date: %s.000000

        \"""
        from typing import Sequence, Union

        from alembic import op
        import sqlalchemy as sa


        # revision identifiers, used by Alembic.
        revision: str = "%s"
        down_revision: Union[str, Sequence[str], None] = %s
        branch_labels: Union[str, Sequence[str], None] = None
        depends_on: Union[str, Sequence[str], None] = None


        def upgrade() -> None:
            op.execute("select 1")


        def downgrade() -> None:
            pass
        """
            .formatted(message, id, parent, created, id, down);
    return Map.of(VERSIONS + id + "_" + message.replace(' ', '_') + ".py", text);
  }
}
