/**
 * A connection of RPC and what is between its bytes and calls, for both ends alike:
 * {@link io.proconsul.agent.rpc.link.Link}, which drives a
 * {@link io.proconsul.agent.rpc.link.Protocol}.
 */
@NullMarked
package io.proconsul.agent.rpc.link;

import org.jspecify.annotations.NullMarked;
