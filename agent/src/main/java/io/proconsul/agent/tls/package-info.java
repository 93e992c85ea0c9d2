/** TLS of listeners from files in PEM: {@link io.proconsul.agent.tls.ServerTls}. */
@NullMarked
package io.proconsul.agent.tls;

import org.jspecify.annotations.NullMarked;
