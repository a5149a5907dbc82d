/// The pages by which an operator registers the GitHub App and sees that it works.
@NullMarked
package dev.retort.web.setup;

import org.jspecify.annotations.NullMarked;
