/**
 * Whole-process scenarios against any {@code consul} executables. Entry:
 * {@link io.proconsul.bench.process.Run}.
 */
@NullMarked
package io.proconsul.bench.process;

import org.jspecify.annotations.NullMarked;
