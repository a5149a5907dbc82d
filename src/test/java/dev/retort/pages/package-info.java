/// The operator's pages in a real browser.
@NullUnmarked
package dev.retort.pages;

import org.jspecify.annotations.NullUnmarked;
