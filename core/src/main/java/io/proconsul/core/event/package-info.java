/**
 * Events that users fire to all agents: {@link io.proconsul.core.event.EventEndpoint} and
 * {@link io.proconsul.core.event.UserEvents}, the newest that this agent heard of.
 */
@NullMarked
package io.proconsul.core.event;

import org.jspecify.annotations.NullMarked;
