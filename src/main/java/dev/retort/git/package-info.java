/// A clone read through git: trees, history, working tree. The only room that runs git.
@NullMarked
package dev.retort.git;

import org.jspecify.annotations.NullMarked;
