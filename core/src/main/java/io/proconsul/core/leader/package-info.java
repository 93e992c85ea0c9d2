/**
 * What a server does while it leads: {@link io.proconsul.core.leader.SelfRegistration},
 * {@link io.proconsul.core.leader.SessionTimers}, {@link io.proconsul.core.leader.KvReaper}.
 */
@NullMarked
package io.proconsul.core.leader;

import org.jspecify.annotations.NullMarked;
