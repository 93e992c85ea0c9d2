/**
 * The agent: sockets, disk, clock and threads around the core. Entry:
 * {@link io.proconsul.agent.Consul}.
 */
@NullMarked
package io.proconsul.agent;

import org.jspecify.annotations.NullMarked;
