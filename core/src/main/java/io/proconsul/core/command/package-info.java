/**
 * All that can change the state: {@link io.proconsul.core.command.Command}, the log's vocabulary.
 */
@NullMarked
package io.proconsul.core.command;

import org.jspecify.annotations.NullMarked;
