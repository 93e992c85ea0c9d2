/**
 * From flags and files to an {@link io.proconsul.agent.config.AgentConfig}:
 * {@link io.proconsul.agent.config.load.ConfigLoader}.
 */
@NullMarked
package io.proconsul.agent.config.load;

import org.jspecify.annotations.NullMarked;
