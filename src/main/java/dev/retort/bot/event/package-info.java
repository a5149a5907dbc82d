/// What a webhook said, as plain values. A payload is read once, here, and never travels further.
@NullMarked
package dev.retort.bot.event;

import org.jspecify.annotations.NullMarked;
