package dev.retort;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The rows of `src/docs/faults.md` that a test shows, such as `F24`. It stands only where the test
/// sees what a user would: on the whole server or the command line, not on one part of it.
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Row {
  String[] value();
}
