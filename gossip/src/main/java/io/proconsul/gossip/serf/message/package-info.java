/**
 * Serf's messages: bytes to values and back. Entry:
 * {@link io.proconsul.gossip.serf.message.SerfMessage}.
 */
@NullMarked
package io.proconsul.gossip.serf.message;

import org.jspecify.annotations.NullMarked;
