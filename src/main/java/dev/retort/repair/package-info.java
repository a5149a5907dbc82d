/// One repair strategy a file, the planner, the edits and the proof that they work. Imports rule
/// and what lies below it.
@NullMarked
package dev.retort.repair;

import org.jspecify.annotations.NullMarked;
