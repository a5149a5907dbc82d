package dev.retort.conversation;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Opens and closes the worlds of [InWorld].
final class OpensWorlds
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(OpensWorlds.class);

  /// A world and where its database lies.
  private record Opened(World world, Path data) {}

  @Override
  public void beforeAll(ExtensionContext test) throws Exception {
    if (Modifier.isStatic(field(test).getModifiers())) {
      open(test, null);
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) throws Exception {
    if (!Modifier.isStatic(field(test).getModifiers())) {
      open(test, test.getRequiredTestInstance());
    }
  }

  @Override
  public void afterEach(ExtensionContext test) throws Exception {
    if (!Modifier.isStatic(field(test).getModifiers())) {
      close(test);
    }
  }

  @Override
  public void afterAll(ExtensionContext test) throws Exception {
    if (Modifier.isStatic(field(test).getModifiers())) {
      close(test);
    }
  }

  private static Field field(ExtensionContext test) throws NoSuchFieldException {
    Field field = test.getRequiredTestClass().getDeclaredField("world");
    field.setAccessible(true);
    return field;
  }

  private static void open(ExtensionContext test, @Nullable Object instance) throws Exception {
    boolean movedOn =
        findAnnotation(test.getRequiredTestClass(), InWorld.class).orElseThrow().movedOn();
    Path data = Files.createTempDirectory("world");
    World world = movedOn ? World.movedOn(data) : new World(data);
    test.getStore(OURS).put(Opened.class, new Opened(world, data));
    field(test).set(instance, world);
  }

  private static void close(ExtensionContext test) throws IOException {
    Opened opened = test.getStore(OURS).remove(Opened.class, Opened.class);
    if (opened == null) {
      return;
    }
    try {
      opened.world().close();
    } finally {
      delete(opened.data());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.deleteIfExists(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
