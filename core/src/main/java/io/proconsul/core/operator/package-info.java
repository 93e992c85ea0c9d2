/**
 * What operators see and change of the servers themselves:
 * {@link io.proconsul.core.operator.RaftEndpoint},
 * {@link io.proconsul.core.operator.AutopilotEndpoint},
 * {@link io.proconsul.core.operator.KeyringEndpoint},
 * {@link io.proconsul.core.operator.UsageEndpoint}.
 */
@NullMarked
package io.proconsul.core.operator;

import org.jspecify.annotations.NullMarked;
