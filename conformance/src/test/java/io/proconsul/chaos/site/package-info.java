/**
 * Where the agents of a run live: on loopback, or each in a network namespace of its own that can
 * be cut off. Nothing outlives a run, not even a crash of it, for longer than until the next one.
 * Entry: {@link io.proconsul.chaos.site.Site}.
 */
@NullMarked
package io.proconsul.chaos.site;

import org.jspecify.annotations.NullMarked;
