/**
 * What was seen of late and when, so that nothing counts twice. Entry:
 * {@link io.proconsul.gossip.serf.recent.LamportClock}.
 */
@NullMarked
package io.proconsul.gossip.serf.recent;

import org.jspecify.annotations.NullMarked;
