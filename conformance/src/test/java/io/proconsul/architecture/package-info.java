/** The rules of ARCHITECTURE.md that a machine can hold: {@code ArchitectureTest}. */
@NullMarked
package io.proconsul.architecture;

import org.jspecify.annotations.NullMarked;
