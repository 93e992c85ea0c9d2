/**
 * The servers of a datacenter and its gossip pools as users see them:
 * {@link io.proconsul.model.cluster.RaftConfiguration},
 * {@link io.proconsul.model.cluster.AutopilotState}.
 */
@NullMarked
package io.proconsul.model.cluster;

import org.jspecify.annotations.NullMarked;
