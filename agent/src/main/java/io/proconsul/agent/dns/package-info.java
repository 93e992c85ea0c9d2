/** DNS on the network: {@link io.proconsul.agent.dns.DnsServer}, its listeners and recursors. */
@NullMarked
package io.proconsul.agent.dns;

import org.jspecify.annotations.NullMarked;
