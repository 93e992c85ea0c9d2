/**
 * What operators see and change of the servers themselves:
 * {@link io.proconsul.core.operator.AutopilotWrites}.
 */
@NullMarked
package io.proconsul.core.operator;

import org.jspecify.annotations.NullMarked;
