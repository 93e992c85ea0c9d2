/** What every command is and has: {@link io.proconsul.cli.command.Command} and its terminal. */
@NullMarked
package io.proconsul.cli.command;

import org.jspecify.annotations.NullMarked;
