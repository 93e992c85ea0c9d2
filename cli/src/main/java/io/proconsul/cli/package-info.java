/**
 * The {@code consul} program: finds the command that its words name and runs it. Entry:
 * {@link io.proconsul.cli.Main}; the list of commands is {@link io.proconsul.cli.Commands}.
 */
@NullMarked
package io.proconsul.cli;

import org.jspecify.annotations.NullMarked;
