/**
 * Memberlist's wire format, bytes to values and back. Entry:
 * {@link io.proconsul.gossip.wire.NodeAddress}.
 */
@NullMarked
package io.proconsul.gossip.wire;

import org.jspecify.annotations.NullMarked;
