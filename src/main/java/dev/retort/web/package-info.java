/// The HTTP side: webhook, health. Imports bot and job.
@NullMarked
package dev.retort.web;

import org.jspecify.annotations.NullMarked;
