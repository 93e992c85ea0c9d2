package io.proconsul.core.rpc;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A call to a server.
 *
 * @param method such as {@code KVS.Apply}
 * @param args writes the arguments, one value, as often as the call is tried
 * @param reader makes the result of the reply; throws {@link DecodeException}
 */
public record Call<R>(String method, Consumer<Sink> args, Function<Value, R> reader) {

  /** The arguments as MessagePack. */
  public byte[] encode() {
    MsgpackWriter out = new MsgpackWriter();
    args.accept(out);
    return out.toBytes();
  }

  /**
   * Reads the body of a reply.
   *
   * @throws DecodeException when it is none to this call
   */
  public R decode(byte[] reply) {
    return reader.apply(MsgpackReader.read(reply));
  }

  /** Hands the body of a reply on. */
  public void finish(byte[] reply, Outcome<? super R> outcome) {
    R result;
    try {
      result = decode(reply);
    } catch (DecodeException e) {
      outcome.failed(new ConsulException.FromServer(
          "rpc error making call: " + method + ": " + e.getMessage()));
      return;
    }
    outcome.done(result);
  }
}
