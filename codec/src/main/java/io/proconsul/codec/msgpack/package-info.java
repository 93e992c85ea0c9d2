/**
 * MessagePack as Consul's log, RPC and gossip use it. Entry:
 * {@link io.proconsul.codec.msgpack.MsgpackWriter} and
 * {@link io.proconsul.codec.msgpack.MsgpackReader}.
 */
@NullMarked
package io.proconsul.codec.msgpack;

import org.jspecify.annotations.NullMarked;
