/// What migrations do to a database, known without running them: operations that a reader found, a
/// schema of known, open and absent objects, and a history replayed into it. Three values, never a
/// guess: whatever could not be read opens what it may have touched.
@NullMarked
package dev.retort.schema;

import org.jspecify.annotations.NullMarked;
