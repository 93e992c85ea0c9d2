/**
 * What a server does while it leads, and what the packages {@code autopilot} and {@code reconcile}
 * share: {@link io.proconsul.core.leader.SessionTimers}, {@link io.proconsul.core.leader.KvReaper}.
 */
@NullMarked
package io.proconsul.core.leader;

import org.jspecify.annotations.NullMarked;
