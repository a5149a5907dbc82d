package dev.retort.schema;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// One of every kind of gap.
public final class Gaps {
  private static final ObjectName OBJECT = ObjectName.column("orders", "note");

  private Gaps() {}

  public static List<Gap> all() {
    return Arrays.stream(Gap.class.getPermittedSubclasses())
        .flatMap(Gaps::of)
        .map(Gap.class::cast)
        .toList();
  }

  private static Stream<?> of(Class<?> type) {
    return type.isEnum() ? Arrays.stream(type.getEnumConstants()) : records(type).stream();
  }

  private static List<Object> records(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<List<Object>> arguments = List.of(List.of());
    for (RecordComponent component : components) {
      arguments =
          arguments.stream()
              .flatMap(some ->
                  values(component.getType())
                      .map(value -> Stream.concat(some.stream(), Stream.of(value)).toList()))
              .toList();
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return arguments.stream()
        .map(each -> {
          try {
            return (Object) type.getDeclaredConstructor(types).newInstance(each.toArray());
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        })
        .toList();
  }

  private static Stream<Object> values(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants());
    }
    return Stream.of(
        type == String.class
            ? "x.y"
            : type == int.class ? 3 : type == Gap.class ? Gap.OfValue.ROWS : (Object) OBJECT);
  }
}
