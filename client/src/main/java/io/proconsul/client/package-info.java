/**
 * Java client of the HTTP API, small enough for the start of a command line program. Entry:
 * {@link io.proconsul.client.ConsulClient}.
 */
@NullMarked
package io.proconsul.client;

import org.jspecify.annotations.NullMarked;
