/// What there is to say about a whole repository: figures, structure, branch points, likely causes,
/// the plan, and what to do in which order. Facts alone; `report` writes them down. Imports verdict
/// and what lies below it.
@NullMarked
package dev.retort.audit;

import org.jspecify.annotations.NullMarked;
