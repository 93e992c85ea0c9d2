/** Consul's server RPC on the network: {@link io.proconsul.agent.rpc.RpcCaller} calls it. */
@NullMarked
package io.proconsul.agent.rpc;

import org.jspecify.annotations.NullMarked;
