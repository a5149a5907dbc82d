/// The durable queue: work keyed, coalesced, retried, and never lost. Imports nothing of ours.
@NullMarked
package dev.retort.job;

import org.jspecify.annotations.NullMarked;
