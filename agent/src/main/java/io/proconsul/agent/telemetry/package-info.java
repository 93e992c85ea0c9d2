/**
 * What an agent shows of its process and its machine:
 * {@link io.proconsul.agent.telemetry.RuntimeEndpoint}.
 */
@NullMarked
package io.proconsul.agent.telemetry;

import org.jspecify.annotations.NullMarked;
