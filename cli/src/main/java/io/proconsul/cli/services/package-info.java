/** {@code consul services ...}: one class a subcommand. */
@NullMarked
package io.proconsul.cli.services;

import org.jspecify.annotations.NullMarked;
