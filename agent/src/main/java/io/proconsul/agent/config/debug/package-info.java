/**
 * The configuration as {@code /v1/agent/self} tells it:
 * {@link io.proconsul.agent.config.debug.DebugConfig}.
 */
@NullMarked
package io.proconsul.agent.config.debug;

import org.jspecify.annotations.NullMarked;
