/// The adapter to GitHub: the only room that imports org.kohsuke and OkHttp.
@NullMarked
package dev.retort.forge.github;

import org.jspecify.annotations.NullMarked;
