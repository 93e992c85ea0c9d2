/**
 * Many streams over one connection, as hashicorp/yamux has them, version 0, without any input or
 * output: {@link io.proconsul.agent.rpc.yamux.YamuxSession}.
 */
@NullMarked
package io.proconsul.agent.rpc.yamux;

import org.jspecify.annotations.NullMarked;
