/** The HTTP API's listener: {@link io.proconsul.agent.http.HttpListener} on Netty. */
@NullMarked
package io.proconsul.agent.http;

import org.jspecify.annotations.NullMarked;
