/**
 * Snapshots of the state, taken and restored by this server or brought to another:
 * {@link io.proconsul.agent.snapshot.ServerSnapshots},
 * {@link io.proconsul.agent.snapshot.ClientSnapshots}.
 */
@NullMarked
package io.proconsul.agent.snapshot;

import org.jspecify.annotations.NullMarked;
