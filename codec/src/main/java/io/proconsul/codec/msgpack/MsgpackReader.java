package io.proconsul.codec.msgpack;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads MessagePack of the old and the new specification. Texts come as {@link Value.Bytes} because
 * the old one does not tell them from bytes: {@code Fields} takes either, and {@link Value#textual}
 * is for opaque parts. Nothing is allocated for a length that the input does not have.
 */
public final class MsgpackReader {
  /** What reads a {@link Value} recurses, so a stranger's nesting is bounded. */
  public static final int MAX_DEPTH = 500;

  /** What an array claims to hold is not believed beyond this many elements until they come. */
  private static final int BELIEVED = 1_024;

  private final ByteBuffer input;
  private int left;
  private int depth;

  private MsgpackReader(ByteBuffer input, int most) {
    this.input = input;
    left = most;
  }

  /**
   * Reads one value that fills the input.
   *
   * @throws DecodeException when the bytes are no MessagePack, are cut off, or go on
   */
  public static Value read(byte[] input) {
    return read(input, Integer.MAX_VALUE);
  }

  /**
   * The same for what a stranger sent: a value takes a hundred times the memory of the byte that it
   * may come from.
   *
   * @param most how many values there may be, those within others and names included
   */
  public static Value read(byte[] input, int most) {
    ByteBuffer buffer = ByteBuffer.wrap(input);
    Value value = new MsgpackReader(buffer, most).value();
    if (buffer.hasRemaining()) {
      throw new DecodeException("msgpack: " + buffer.remaining() + " bytes after the value");
    }
    return value;
  }

  /**
   * Reads one value and leaves the position behind it; the buffer's byte order is not used.
   *
   * @throws DecodeException when the bytes are no MessagePack or are cut off
   */
  public static Value read(ByteBuffer input) {
    ByteBuffer view = input.duplicate();
    Value value = new MsgpackReader(view, Integer.MAX_VALUE).value();
    input.position(view.position());
    return value;
  }

  private Value value() {
    if (--left < 0) {
      throw new DecodeException("msgpack: more values than are allowed");
    }
    int tag = input(1).get() & 0xff;
    if (tag < 0x80) {
      return new Value.Int(tag);
    }
    if (tag >= 0xe0) {
      return new Value.Int((byte) tag);
    }
    return switch (tag & 0xf0) {
      case 0x80 -> object(tag & 0x0f);
      case 0x90 -> array(tag & 0x0f);
      case 0xa0, 0xb0 -> raw(tag & 0x1f);
      default -> tagged(tag);
    };
  }

  private Value tagged(int tag) {
    return switch (tag) {
      case 0xc0 -> Value.Nil.NIL;
      case 0xc2 -> new Value.Bool(false);
      case 0xc3 -> new Value.Bool(true);
      case 0xc4, 0xd9 -> raw(size(1));
      case 0xc5, 0xda -> raw(size(2));
      case 0xc6, 0xdb -> raw(size(4));
      case 0xc7 -> extension(size(1));
      case 0xc8 -> extension(size(2));
      case 0xc9 -> extension(size(4));
      case 0xca -> real(input(4).getFloat());
      case 0xcb -> real(input(8).getDouble());
      case 0xcc -> new Value.Int(input(1).get() & 0xff);
      case 0xcd -> new Value.Int(input(2).getShort() & 0xffff);
      case 0xce -> new Value.Int(input(4).getInt() & 0xffffffffL);
      case 0xcf -> unsigned(input(8).getLong());
      case 0xd0 -> new Value.Int(input(1).get());
      case 0xd1 -> new Value.Int(input(2).getShort());
      case 0xd2 -> new Value.Int(input(4).getInt());
      case 0xd3 -> new Value.Int(input(8).getLong());
      case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1 << tag - 0xd4);
      case 0xdc -> array(size(2));
      case 0xdd -> array(size(4));
      case 0xde -> object(size(2));
      case 0xdf -> object(size(4));
      default -> throw new DecodeException("msgpack: unknown tag 0x" + Integer.toHexString(tag));
    };
  }

  private Value object(long size) {
    deeper(size, 2);
    Map<String, Value> fields = LinkedHashMap.newLinkedHashMap((int) Math.min(size, BELIEVED));
    for (long i = 0; i < size; i++) {
      fields.put(key(), value());
    }
    depth--;
    return new Value.Obj(fields);
  }

  private String key() {
    Value key = value();
    return switch (key) {
      case Value.Bytes(byte[] raw) -> new String(raw, StandardCharsets.UTF_8);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Nil _, Value.Bool _, Value.Num _, Value.Str _, Value.Arr _, Value.Obj _ ->
        throw new DecodeException("msgpack: a key is neither text nor a whole number");
    };
  }

  private Value array(long size) {
    deeper(size, 1);
    List<Value> values = new ArrayList<>((int) Math.min(size, BELIEVED));
    for (long i = 0; i < size; i++) {
      values.add(value());
    }
    depth--;
    return new Value.Arr(values);
  }

  private void deeper(long size, int leastBytes) {
    if (size > input.remaining() / leastBytes) {
      throw cutOff();
    }
    if (++depth > MAX_DEPTH) {
      throw new DecodeException("msgpack: nested deeper than " + MAX_DEPTH);
    }
  }

  private Value raw(long size) {
    byte[] bytes = new byte[(int) Math.min(size, input(size).remaining())];
    input.get(bytes);
    return new Value.Bytes(bytes);
  }

  /** The type's byte is skipped: who expects an extension knows which. */
  private Value extension(long size) {
    input(1).get();
    return raw(size);
  }

  private static Value real(double value) {
    return new Value.Num(value, Double.toString(value));
  }

  private static Value unsigned(long value) {
    if (value >= 0) {
      return new Value.Int(value);
    }
    String text = Long.toUnsignedString(value);
    return new Value.Num(Double.parseDouble(text), text);
  }

  private long size(int bytes) {
    return switch (bytes) {
      case 1 -> input(1).get() & 0xff;
      case 2 -> input(2).getShort() & 0xffff;
      default -> input(4).getInt() & 0xffffffffL;
    };
  }

  private ByteBuffer input(long bytes) {
    if (bytes > input.remaining()) {
      throw cutOff();
    }
    return input;
  }

  private static DecodeException cutOff() {
    return new DecodeException("msgpack: unexpected EOF");
  }
}
