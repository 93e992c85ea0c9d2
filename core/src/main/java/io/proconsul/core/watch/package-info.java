/**
 * What watches ask and what their handlers get, for the agent and the command line alike:
 * {@link io.proconsul.core.watch.WatchQuery}.
 */
@NullMarked
package io.proconsul.core.watch;

import org.jspecify.annotations.NullMarked;
