/// A pull request as snapshots of a repository, the three-way fold into what would land, and what
/// it did to each history. Imports only alembic and python.
@NullMarked
package dev.retort.change;

import org.jspecify.annotations.NullMarked;
