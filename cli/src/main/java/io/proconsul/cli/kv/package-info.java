/** {@code consul kv ...}: one class a subcommand. */
@NullMarked
package io.proconsul.cli.kv;

import org.jspecify.annotations.NullMarked;
