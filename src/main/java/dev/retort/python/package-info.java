/// Python source text read without running it: one syntax tree with spans, module-level bindings
/// and values. The only room that knows Python's grammar; imports nothing of ours.
@NullMarked
package dev.retort.python;

import org.jspecify.annotations.NullMarked;
