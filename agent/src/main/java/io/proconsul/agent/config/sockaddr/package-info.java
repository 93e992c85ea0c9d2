/**
 * Templates in addresses, as go-sockaddr documents them, and the networks they speak of:
 * {@link io.proconsul.agent.config.sockaddr.SockaddrTemplate}.
 */
@NullMarked
package io.proconsul.agent.config.sockaddr;

import org.jspecify.annotations.NullMarked;
