/** {@code consul watch}: blocking queries whose results go to a handler. */
@NullMarked
package io.proconsul.cli.watch;

import org.jspecify.annotations.NullMarked;
