/**
 * Clients that use a datacenter while it is in trouble, and the record of what they were told.
 * Entry: {@link io.proconsul.chaos.load.Load}.
 */
@NullMarked
package io.proconsul.chaos.load;

import org.jspecify.annotations.NullMarked;
