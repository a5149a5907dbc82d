package dev.retort.cli;

import dev.retort.change.Blobs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A real git repository whose Alembic history has fallen apart in every way at once: several
/// heads, a second base, parents that were deleted, mistyped, or never there, files copied, ids
/// used twice for different work, a circle and a revision that names itself, competing merges, a
/// merge with needless parents, one by `depends_on` alone, dependencies that do not exist, and a
/// labelled branch.
///
/// Everything is committed, and the commits tell what once was right.
public final class BrokenHistory {
  public static final String START = id("start");
  public static final String USERS = id("users");
  public static final String ORDERS = id("orders");
  public static final String INVOICES = id("invoices");

  /// Two ends that both competing merges join.
  public static final String REFUNDS = id("refunds");

  public static final String SEARCH = id("search");
  public static final String MERGE = id("merge");
  public static final String COMPETING_MERGE = id("competing merge");

  /// Names a parent that lies below the other.
  public static final String NEEDLESS = id("needless");

  /// The second base, and its end.
  public static final String LEGACY = id("legacy");

  public static final String LEGACY_INDEX = id("legacy index");

  /// Names the legacy line in `depends_on` alone.
  public static final String DEPENDING = id("depending");

  /// Deleted by a commit, and what revised it.
  public static final String PRICES = id("prices");

  public static final String DISCOUNTS = id("discounts");

  /// Revises what is nearly the id of the refunds.
  public static final String COUPONS = id("coupons");

  public static final String MISTYPED = mistyped(REFUNDS);

  /// Revises what never was there.
  public static final String AUDIT = id("audit");

  public static final String NOWHERE = id("nowhere");

  /// Two files, different work.
  public static final String TAGS = id("tags");

  /// Revise one another; a commit made it so.
  public static final String RING = id("ring");

  public static final String RING_END = id("ring end");

  /// Names itself.
  public static final String LOOP = id("loop");

  /// Depends on what never was there.
  public static final String REPORTS = id("reports");

  public static final String NO_DEPENDENCY = id("no dependency");

  /// A branch that is meant apart.
  public static final String PLUGIN = id("plugin");

  private static final String VERSIONS = "migrations/versions/";

  private final GitSandbox git;
  private int day;

  private BrokenHistory(GitSandbox git) {
    this.git = git;
  }

  /// Writes and commits it all.
  ///
  /// @return the same folder
  public static Path in(Path folder) {
    new BrokenHistory(new GitSandbox(folder)).write();
    return folder;
  }

  private static String id(String name) {
    return Blobs.idOf(name.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  private static String mistyped(String id) {
    return id.substring(0, 11) + (id.charAt(11) == '0' ? '1' : '0');
  }

  private void write() {
    revision(START, List.of());
    revision(USERS, List.of(START));
    revision(ORDERS, List.of(USERS));
    revision(LEGACY, List.of());
    revision(LEGACY_INDEX, List.of(LEGACY));
    revision(INVOICES, List.of(ORDERS));
    revision(PRICES, List.of(INVOICES));
    revision(RING, List.of(INVOICES));
    revision(RING_END, List.of(RING));
    git.commit("a history in order");

    revision(DISCOUNTS, List.of(PRICES));
    revision(REFUNDS, List.of(INVOICES));
    revision(SEARCH, List.of(ORDERS));
    git.commit("two lines");

    git.delete(path(PRICES));
    day = 8;
    revision(RING, List.of(RING_END));
    day = 20;
    git.commit("tidy up");

    revision(MERGE, List.of(REFUNDS, SEARCH));
    revision(COMPETING_MERGE, List.of(SEARCH, REFUNDS));
    revision(NEEDLESS, List.of(MERGE, ORDERS));
    revision(DEPENDING, List.of(NEEDLESS), "\"" + LEGACY_INDEX + "\"", "None");
    revision(COUPONS, List.of(MISTYPED));
    revision(AUDIT, List.of(NOWHERE));
    revision(LOOP, List.of(LOOP));
    revision(REPORTS, List.of(DISCOUNTS), "\"" + NO_DEPENDENCY + "\"", "None");
    revision(PLUGIN, List.of(USERS), "None", "\"plugin\"");
    git.write(VERSIONS + USERS + "_users copy.py", git.read(path(USERS)));
    revision(TAGS, List.of(INVOICES));
    git.write(
        VERSIONS + "tags_of_orders.py",
        text(TAGS, List.of(ORDERS), "None", "None", "op.add_column(\"orders\", \"tag\")"));
    git.commit("everybody at once");
  }

  private void revision(String id, List<String> parents) {
    revision(id, parents, "None", "None");
  }

  private void revision(String id, List<String> parents, String dependsOn, String labels) {
    git.write(path(id), text(id, parents, dependsOn, labels, "op.execute(\"" + id + "\")"));
  }

  /// Where the file of a revision stands, or stood.
  public static String path(String id) {
    return VERSIONS + id + "_x.py";
  }

  private String text(
      String id, List<String> parents, String dependsOn, String labels, String work) {
    String down =
        switch (parents.size()) {
          case 0 -> "None";
          case 1 -> "\"" + parents.getFirst() + "\"";
          default ->
              parents.stream()
                  .map(each -> "\"" + each + "\"")
                  .collect(Collectors.joining(", ", "(", ")"));
        };
    day++;
    return """
    \"""change %s

    Revision ID: %s
    Revises: %s
    Create Date: 2026-01-%02d 10:00:00.000000

    \"""
    from alembic import op

    revision = "%s"
    down_revision = %s
    branch_labels = %s
    depends_on = %s


    def upgrade():
        %s


    def downgrade():
        pass
    """
        .formatted(id, id, String.join(", ", parents), day, id, down, labels, dependsOn, work);
  }
}
