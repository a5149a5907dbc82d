/// A change's findings and repairs, and the conclusion that follows. Imports repair and what lies
/// below it.
@NullMarked
package dev.retort.verdict;

import org.jspecify.annotations.NullMarked;
