/// One slash command a file.
@NullMarked
package dev.retort.bot.command;

import org.jspecify.annotations.NullMarked;
