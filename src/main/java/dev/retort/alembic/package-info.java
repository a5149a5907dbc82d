/// Environments, revision files and histories as Alembic would see them. The only room that knows
/// JGraphT; imports only the room python.
@NullMarked
package dev.retort.alembic;

import org.jspecify.annotations.NullMarked;
