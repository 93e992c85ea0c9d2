/** {@code consul catalog ...}: one class a subcommand. */
@NullMarked
package io.proconsul.cli.catalog;

import org.jspecify.annotations.NullMarked;
