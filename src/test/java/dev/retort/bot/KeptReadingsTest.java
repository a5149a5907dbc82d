package dev.retort.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.forge.Repository;
import dev.retort.forge.github.BlobFolder;
import dev.retort.python.Span;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.Gaps;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.Reading;
import dev.retort.schema.ReadingCache;
import dev.retort.schema.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptReadingsTest {
  private static final String BLOB = "8ab686eafeb1f44702738c8b0f24f2567c36da6d";
  private static final String UPGRADE = "upgrade postgresql";
  private static final Gap GAP =
      new Gap.Because(Gap.OfOperation.SQL_TEXT, new Gap.Call("rows", Gap.OfCall.GIVES));
  private static final Repository SHOP = new Repository(1, 7, "acme/shop");
  private static final Repository OTHER = new Repository(1, 8, "acme/other");

  @TempDir Path folder;

  /// As a process finds it that has just started.
  private ReadingCache started(String build, Repository repository) {
    return new KeptReadings(new BlobFolder(folder, 1 << 20), build).of(repository);
  }

  /// Every operation there is.
  private static Reading everything() {
    Site site = new Site(3, new Span(40, 90), true, false);
    ColumnSpec column =
        new ColumnSpec(
            "état", "text", Optional.of(false), new ColumnDefault.Expression("'new'", true), 4);
    ColumnSpec open =
        new ColumnSpec("x", ColumnSpec.UNKNOWN_TYPE, Optional.empty(), ColumnDefault.UNKNOWN, 5);
    ConstraintSpec key =
        new ConstraintSpec(
            ConstraintSpec.Kind.FOREIGN_KEY,
            Optional.empty(),
            List.of("état"),
            Optional.of(
                new ConstraintSpec.Reference("orders", List.of("id"), Optional.of("CASCADE"))),
            Optional.empty(),
            true,
            6);
    IndexSpec index =
        new IndexSpec(
            Optional.of("ix"), "refunds", List.of("x"), true, "gin", Optional.of("x > 0"), 7);
    Operation drop = new Operation.DropTable(site, "refunds", true, false);
    return new Reading(
        List.of(
            new Operation.CreateTable(
                site, "refunds", List.of(column, open), List.of(key), false, true),
            drop,
            new Operation.RenameTable(site, "a", "b", false),
            new Operation.AddColumn(site, "refunds", column, true),
            new Operation.DropColumn(site, "refunds", "x", false, true),
            new Operation.RenameColumn(site, "refunds", "x", "y"),
            new Operation.AlterColumn(
                site,
                "refunds",
                "x",
                Optional.of("integer"),
                Optional.of(true),
                Optional.of(new ColumnDefault.Computed("a + b")),
                Optional.of("x::integer")),
            new Operation.AlterColumn(
                site,
                "refunds",
                "x",
                Optional.empty(),
                Optional.empty(),
                Optional.of(ColumnDefault.NONE),
                Optional.empty()),
            new Operation.AlterColumn(
                site,
                "refunds",
                "x",
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ColumnDefault.Generated(true)),
                Optional.empty()),
            new Operation.CreateConstraint(site, "refunds", key),
            new Operation.DropConstraint(
                site,
                "refunds",
                Optional.empty(),
                Optional.of(ConstraintSpec.Kind.CHECK),
                false,
                true),
            new Operation.RenameConstraint(site, "refunds", "a", "b"),
            new Operation.CreateIndex(site, index, true, false),
            new Operation.DropIndex(site, Optional.of("ix"), Optional.empty(), true, false, true),
            new Operation.RenameIndex(site, "a", "b", true),
            new Operation.CreateEnum(site, "s", Optional.of(List.of("a", "b")), false, true),
            new Operation.CreateEnum(site, "s", Optional.empty(), true, false),
            new Operation.AddEnumValue(site, "s", "c", Optional.of("b"), Optional.empty(), true),
            new Operation.RenameEnumValue(site, "s", "c", "d"),
            new Operation.NeedEnum(site, "s"),
            new Operation.RenameType(site, "s", "t"),
            new Operation.DropType(site, "t", true, true),
            new Operation.CreateObject(
                site, ObjectKind.MATERIALIZED_VIEW, "v", Optional.of("refunds"), true),
            new Operation.DropObject(
                site, ObjectKind.TRIGGER, "g", Optional.of("refunds"), false, true),
            new Operation.RenameObject(site, ObjectKind.VIEW, "v", "w"),
            new Operation.ReadData(site, "refunds"),
            new Operation.WriteData(site, "refunds"),
            new Operation.Harmless(site, Operation.Transaction.COMMITTED),
            new Operation.Raise(site),
            new Operation.Perhaps(site, new Operation.Perhaps(site, drop, GAP), GAP),
            new Operation.Opaque(site, GAP, Set.of("refunds", "orders"), false)),
        false);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void every_operation_comes_back_after_a_restart_as_it_was_read() {
    Reading read = everything();
    assertThat(read.operations().stream().map(Object::getClass).distinct().toList())
        .as("all that there are")
        .containsExactlyInAnyOrder(Operation.class.getPermittedSubclasses());

    started("a", SHOP).keep(BLOB, UPGRADE, read);

    assertThat(started("a", SHOP).find(BLOB, UPGRADE)).contains(read);
  }

  @Test
  void every_reason_comes_back_as_it_was() {
    List<Operation> operations =
        Gaps.all().stream()
            .<Operation>map(gap -> new Operation.Opaque(Site.line(1), gap, Set.of(), true))
            .toList();
    Reading read = new Reading(operations, false);

    started("a", SHOP).keep(BLOB, UPGRADE, read);

    assertThat(started("a", SHOP).find(BLOB, UPGRADE)).contains(read);
  }

  @Test
  void what_another_build_another_circumstance_or_another_repository_read_is_not_found() {
    started("a", SHOP).keep(BLOB, UPGRADE, everything());

    assertThat(started("b", SHOP).find(BLOB, UPGRADE)).isEmpty();
    assertThat(started("a", SHOP).find(BLOB, "upgrade sqlite")).isEmpty();
    assertThat(started("a", SHOP).find(BLOB.replace('8', '9'), UPGRADE)).isEmpty();
    assertThat(started("a", OTHER).find(BLOB, UPGRADE)).isEmpty();
  }

  @Test
  void what_is_damaged_is_read_again() throws IOException {
    started("a", SHOP).keep(BLOB, UPGRADE, everything());
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);

    byte[] turned = whole.clone();
    turned[whole.length / 2] ^= 1;
    Files.write(file, turned);
    assertThat(started("a", SHOP).find(BLOB, UPGRADE)).as("a bit turned").isEmpty();
    for (int length : List.of(0, 5, whole.length / 2)) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(started("a", SHOP).find(BLOB, UPGRADE)).as("%d bytes", length).isEmpty();
    }
  }

  @Test
  void what_was_read_of_a_repository_is_erased_with_its_contents() throws IOException {
    started("a", SHOP).keep(BLOB, UPGRADE, everything());
    assertThat(files()).hasSize(1);

    new BlobFolder(folder, 1 << 20).forget(SHOP.id());

    assertThat(files()).isEmpty();
    assertThat(started("a", SHOP).find(BLOB, UPGRADE)).isEmpty();
  }
}
