/** Joins the log to the state machine: {@link io.proconsul.agent.cluster.LogConsensus}. */
@NullMarked
package io.proconsul.agent.cluster;

import org.jspecify.annotations.NullMarked;
