/**
 * Runs the watches of the configuration: {@link io.proconsul.agent.watch.Watches} asks the agent's
 * own API for what they watch and tells their handlers.
 */
@NullMarked
package io.proconsul.agent.watch;

import org.jspecify.annotations.NullMarked;
