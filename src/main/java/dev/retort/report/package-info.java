/// A verdict as a check run, a comment, a suggestion, text or JSON: pure values, no network.
/// Imports verdict and what lies below it.
@NullMarked
package dev.retort.report;

import org.jspecify.annotations.NullMarked;
