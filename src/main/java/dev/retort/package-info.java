/// Retort keeps the Alembic revision graph of a repository whole. This package holds the
/// composition root, the only place that constructs adapters; every other package is a room with
/// one job.
@NullMarked
package dev.retort;

import org.jspecify.annotations.NullMarked;
