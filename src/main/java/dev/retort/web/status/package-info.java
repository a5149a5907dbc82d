/// The page by which an operator sees how the server is.
@NullMarked
package dev.retort.web.status;

import org.jspecify.annotations.NullMarked;
