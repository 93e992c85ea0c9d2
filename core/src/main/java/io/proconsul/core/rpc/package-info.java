/**
 * How questions, commands and operations travel between agents: Consul's server RPC by its names,
 * as values. {@link io.proconsul.core.rpc.Outgoing} makes calls,
 * {@link io.proconsul.core.rpc.Methods} reads those that arrive.
 *
 * <p>What Consul sends otherwise or not at all has methods of its own, under {@code Proconsul.}:
 * {@code Proconsul.TransferLeader} (Consul's is gRPC). Fields of our own stand beside Consul's,
 * which it skips: {@code OnlyPassing} of {@code Health.ServiceNodes}, {@code Segment} of
 * {@code Coordinate}, {@code Refused} of transactions. What only a leader writes has no method.
 */
@NullMarked
package io.proconsul.core.rpc;

import org.jspecify.annotations.NullMarked;
