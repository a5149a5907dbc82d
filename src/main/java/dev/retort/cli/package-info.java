/// The command line: the same core, no network.
@NullMarked
package dev.retort.cli;

import org.jspecify.annotations.NullMarked;
