/// The bodies of migrations, read symbolically: what they would do if they were run, as far as that
/// can be known.
@NullMarked
package dev.retort.schema.body;

import org.jspecify.annotations.NullMarked;
