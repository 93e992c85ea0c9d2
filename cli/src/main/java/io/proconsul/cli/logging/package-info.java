/** The agent's log in Consul's shape, on Logback: {@link io.proconsul.cli.logging.LogOutput}. */
@NullMarked
package io.proconsul.cli.logging;

import org.jspecify.annotations.NullMarked;
