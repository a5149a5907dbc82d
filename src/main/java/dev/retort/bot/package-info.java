/// What Retort does about an event: one use case a file. Knows the forge only through its port.
@NullMarked
package dev.retort.bot;

import org.jspecify.annotations.NullMarked;
