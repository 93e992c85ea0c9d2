/**
 * An agent's configuration, a record per section: {@link io.proconsul.agent.config.AgentConfig}.
 */
@NullMarked
package io.proconsul.agent.config;

import org.jspecify.annotations.NullMarked;
