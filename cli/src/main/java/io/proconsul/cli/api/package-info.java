/**
 * What commands that speak with the agent share: their flags and errors. Entry:
 * {@link io.proconsul.cli.api.ApiCommand}.
 */
@NullMarked
package io.proconsul.cli.api;

import org.jspecify.annotations.NullMarked;
