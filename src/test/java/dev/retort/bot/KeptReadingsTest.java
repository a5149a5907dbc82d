package dev.retort.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.forge.Repository;
import dev.retort.forge.github.BlobFolder;
import dev.retort.schema.Gaps;
import dev.retort.schema.Operation;
import dev.retort.schema.Reading;
import dev.retort.schema.ReadingCache;
import dev.retort.schema.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptReadingsTest {
  private static final String BLOB = "8ab686eafeb1f44702738c8b0f24f2567c36da6d";
  private static final String UPGRADE = "upgrade postgresql";
  private static final Repository SHOP = new Repository(1, 7, "acme/shop");
  private static final Repository OTHER = new Repository(1, 8, "acme/other");

  @TempDir Path folder;

  /// As a process finds it that has just started.
  private ReadingCache started(String build, Repository repository) {
    return new KeptReadings(new BlobFolder(folder, 1 << 20), build).of(repository);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void every_operation_comes_back_after_a_restart_as_it_was_read() {
    Reading read = EveryOperation.read();
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
    started("a", SHOP).keep(BLOB, UPGRADE, EveryOperation.read());

    assertThat(started("b", SHOP).find(BLOB, UPGRADE)).isEmpty();
    assertThat(started("a", SHOP).find(BLOB, "upgrade sqlite")).isEmpty();
    assertThat(started("a", SHOP).find(BLOB.replace('8', '9'), UPGRADE)).isEmpty();
    assertThat(started("a", OTHER).find(BLOB, UPGRADE)).isEmpty();
  }

  @Test
  void what_is_damaged_is_read_again() throws IOException {
    started("a", SHOP).keep(BLOB, UPGRADE, EveryOperation.read());
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
    started("a", SHOP).keep(BLOB, UPGRADE, EveryOperation.read());
    assertThat(files()).hasSize(1);

    new BlobFolder(folder, 1 << 20).forget(SHOP.id());

    assertThat(files()).isEmpty();
    assertThat(started("a", SHOP).find(BLOB, UPGRADE)).isEmpty();
  }
}
