/// GitHub behind one narrow port, in our own records. Imports change and report.
@NullMarked
package dev.retort.forge;

import org.jspecify.annotations.NullMarked;
