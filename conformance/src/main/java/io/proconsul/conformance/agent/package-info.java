/**
 * Agents under test: how they are configured, started, waited for and ended. Entry:
 * {@link io.proconsul.conformance.agent.AgentUnderTest}.
 */
@NullMarked
package io.proconsul.conformance.agent;

import org.jspecify.annotations.NullMarked;
