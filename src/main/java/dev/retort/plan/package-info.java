/// A whole history put right in steps, each proved by reading its outcome again.
@NullMarked
package dev.retort.plan;

import org.jspecify.annotations.NullMarked;
