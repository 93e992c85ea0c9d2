/**
 * HTTP/1.1 over plain sockets, TLS or a unix socket, one exchange a connection. Entry:
 * {@link io.proconsul.client.wire.Exchange}.
 */
@NullMarked
package io.proconsul.client.wire;

import org.jspecify.annotations.NullMarked;
