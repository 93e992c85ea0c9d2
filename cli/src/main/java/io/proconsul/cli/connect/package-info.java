/**
 * {@code consul connect}: {@link io.proconsul.cli.connect.CaGetConfig} and
 * {@link io.proconsul.cli.connect.CaSetConfig}.
 */
@NullMarked
package io.proconsul.cli.connect;

import org.jspecify.annotations.NullMarked;
