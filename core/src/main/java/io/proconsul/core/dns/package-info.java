/**
 * DNS without sockets: {@link io.proconsul.core.dns.DnsResponder} takes a message to its answer by
 * way of {@link io.proconsul.core.dns.DnsName}, the tables and
 * {@link io.proconsul.core.dns.DnsAnswer}.
 */
@NullMarked
package io.proconsul.core.dns;

import org.jspecify.annotations.NullMarked;
