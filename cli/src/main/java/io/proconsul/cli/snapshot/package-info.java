/** {@code consul snapshot}: the state of the servers in a file. */
@NullMarked
package io.proconsul.cli.snapshot;

import org.jspecify.annotations.NullMarked;
