package dev.retort.conversation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test class that talks with a server at work. Its field `world` holds one before anything else
/// of the class runs: where the field is static one for all tests, otherwise one for each. It is
/// closed after everything else, and a test fails where that finds something untidy.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OpensWorlds.class)
@interface InWorld {
  /// Whether `main` has gone on while the branch `old` stands where it was; see [World#movedOn].
  boolean movedOn() default false;
}
