package io.proconsul.gossip.vivaldi;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.codec.msgpack.MsgpackWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A coordinate as Serf adds it to the answer to a ping: one version byte, then a MessagePack map of
 * {@code Vec}, {@code Error}, {@code Adjustment} and {@code Height}.
 */
public final class PingPayload {
  private static final byte VERSION = 1;

  private PingPayload() {}

  public static byte[] encode(Coordinate coordinate) {
    MsgpackWriter out = new MsgpackWriter();
    out.beginObject();
    out.list("Vec", coordinate.vec(), (Double part, Sink sink) -> sink.number(part));
    out.name("Error");
    out.number(coordinate.error());
    out.name("Adjustment");
    out.number(coordinate.adjustment());
    out.name("Height");
    out.number(coordinate.height());
    out.endObject();
    byte[] body = out.toBytes();
    byte[] payload = new byte[body.length + 1];
    payload[0] = VERSION;
    System.arraycopy(body, 0, payload, 1, body.length);
    return payload;
  }

  /** Empty for another version and for what is no coordinate: a stranger wrote it. */
  public static Optional<Coordinate> decode(byte[] payload) {
    if (payload.length == 0 || payload[0] != VERSION) {
      return Optional.empty();
    }
    try {
      Value value = MsgpackReader.read(Arrays.copyOfRange(payload, 1, payload.length));
      return value instanceof Value.Obj map ? Optional.of(coordinate(map)) : Optional.empty();
    } catch (DecodeException _) {
      return Optional.empty();
    }
  }

  private static Coordinate coordinate(Value.Obj map) {
    List<Double> vec = new ArrayList<>();
    if (map.get("Vec") instanceof Value.Arr(List<Value> parts)) {
      parts.forEach(part -> vec.add(number(part)));
    }
    return new Coordinate(
        vec, number(map, "Error"), number(map, "Adjustment"), number(map, "Height"));
  }

  private static double number(Value.Obj map, String name) {
    Value value = map.get(name);
    return value == null ? 0 : number(value);
  }

  private static double number(Value value) {
    return switch (value) {
      case Value.Int(long whole) -> whole;
      case Value.Num(double number, String _) -> number;
      case Value.Nil _ -> 0;
      case Value.Bool _, Value.Str _, Value.Bytes _, Value.Arr _, Value.Obj _ ->
        throw new DecodeException("coordinate: not a number");
    };
  }
}
