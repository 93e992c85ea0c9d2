/**
 * Who shares the log, and how they fare: {@link io.proconsul.core.autopilot.Autopilot},
 * {@link io.proconsul.core.autopilot.PeerChanges}.
 */
@NullMarked
package io.proconsul.core.autopilot;

import org.jspecify.annotations.NullMarked;
