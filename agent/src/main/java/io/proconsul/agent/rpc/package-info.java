/**
 * Consul's server RPC on the network: {@link io.proconsul.agent.rpc.RpcListener} serves it,
 * {@link io.proconsul.agent.rpc.RpcPool} calls it.
 */
@NullMarked
package io.proconsul.agent.rpc;

import org.jspecify.annotations.NullMarked;
