/** Tests of {@code bin/consul}, the launcher. */
@NullMarked
package io.proconsul.cli.launcher;

import org.jspecify.annotations.NullMarked;
