/**
 * The world under a membership machine: a UDP and a TCP port, a thread, the clock. Entry:
 * {@link io.proconsul.gossip.net.GossipDriver}.
 */
@NullMarked
package io.proconsul.gossip.net;

import org.jspecify.annotations.NullMarked;
