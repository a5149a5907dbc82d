/// A reader of SQL's data definitions as migrations carry them: a text becomes operations. It reads
/// what PostgreSQL, SQLite and MySQL have in common and what each has of its own, in time linear in
/// the text, and calls whatever it does not know opaque.
@NullMarked
package dev.retort.schema.sql;

import org.jspecify.annotations.NullMarked;
