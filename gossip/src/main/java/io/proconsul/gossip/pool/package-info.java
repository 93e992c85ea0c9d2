/**
 * A pool of agents: Serf on the network, with its files. Entry:
 * {@link io.proconsul.gossip.pool.GossipPool}.
 */
@NullMarked
package io.proconsul.gossip.pool;

import org.jspecify.annotations.NullMarked;
