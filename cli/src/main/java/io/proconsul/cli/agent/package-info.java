/** Runs an agent until it is told to stop: {@link io.proconsul.cli.agent.AgentCommand}. */
@NullMarked
package io.proconsul.cli.agent;

import org.jspecify.annotations.NullMarked;
