/**
 * The wire as a test wants to see it: exact HTTP and DNS exchanges, fixture servers, ports. Entry:
 * {@link io.proconsul.conformance.net.HttpExchange},
 * {@link io.proconsul.conformance.net.DnsExchange}.
 */
@NullMarked
package io.proconsul.conformance.net;

import org.jspecify.annotations.NullMarked;
