/// What git knows of a repository beyond one tree: former revisions, lost files, who brought what,
/// which branches have shipped. Values, and ports for whoever can ask; nothing here asks.
@NullMarked
package dev.retort.evidence;

import org.jspecify.annotations.NullMarked;
