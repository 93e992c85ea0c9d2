package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decoded map under Go's field names; what is absent is Go's zero value. */
record Struct(String type, Value.Obj fields) {
  private static final byte[] NONE = {};
  private static final long UINT32 = 0xffffffffL;

  /** @throws DecodeException when the bytes do not begin with a map */
  static Struct read(String type, byte[] bytes, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
    if (MsgpackReader.read(buffer) instanceof Value.Obj fields) {
      return new Struct(type, fields);
    }
    throw new DecodeException(type + " is no map");
  }

  boolean has(String name) {
    Value value = fields.get(name);
    return value != null && !(value instanceof Value.Nil);
  }

  byte[] bytes(String name) {
    return switch (fields.get(name)) {
      case Value.Bytes(byte[] raw) -> raw;
      case Value.Nil _ -> NONE;
      case null -> NONE;
      case Value.Arr(var elements) -> octets(name, elements);
      case Value other -> throw wrong(name, other);
    };
  }

  /** An array of small numbers, which some encoders make of Go's {@code []uint8}. */
  private byte[] octets(String name, List<Value> elements) {
    byte[] bytes = new byte[elements.size()];
    for (int i = 0; i < bytes.length; i++) {
      if (!(elements.get(i) instanceof Value.Int(long octet)) || octet < 0 || octet > 0xff) {
        throw wrong(name, elements.get(i));
      }
      bytes[i] = (byte) octet;
    }
    return bytes;
  }

  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  boolean bool(String name) {
    return switch (fields.get(name)) {
      case Value.Bool(boolean flag) -> flag;
      case Value.Nil _ -> false;
      case null -> false;
      case Value other -> throw wrong(name, other);
    };
  }

  /** A number between 0 and {@code max}. */
  long number(String name, long max) {
    return switch (fields.get(name)) {
      case Value.Int(long number) when number >= 0 && number <= max -> number;
      case Value.Nil _ -> 0;
      case null -> 0;
      case Value other -> throw wrong(name, other);
    };
  }

  long uint32(String name) {
    return number(name, UINT32);
  }

  int port(String name) {
    return (int) number(name, 0xffff);
  }

  /** The address in two fields; null when there is none. */
  @Nullable
  NodeAddress addressOrNull(String address, String port) {
    byte[] ip = bytes(address);
    return ip.length == 0 ? null : new NodeAddress(new IpAddress(ip), port(port));
  }

  NodeAddress address(String address, String port) {
    return new NodeAddress(new IpAddress(bytes(address)), port(port));
  }

  private DecodeException wrong(String name, @Nullable Value value) {
    String kind = value == null ? "nothing" : value.getClass().getSimpleName();
    return new DecodeException(type + "." + name + " cannot be " + kind);
  }
}
