/// One rule a file, each with its documentation as data. Imports change and what lies below it.
@NullMarked
package dev.retort.rule;

import org.jspecify.annotations.NullMarked;
