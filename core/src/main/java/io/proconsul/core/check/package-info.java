/**
 * How results become the state of a check, free of clocks and sockets:
 * {@link io.proconsul.core.check.CheckMachine}.
 */
@NullMarked
package io.proconsul.core.check;

import org.jspecify.annotations.NullMarked;
