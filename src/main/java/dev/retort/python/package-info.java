/// Python source text read without running it: module-level bindings with their spans. The only
/// room that knows tree-sitter; imports nothing of ours.
@NullMarked
package dev.retort.python;

import org.jspecify.annotations.NullMarked;
