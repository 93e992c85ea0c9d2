package io.proconsul.codec.msgpack;

import io.proconsul.codec.Sink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Writes MessagePack in the smallest forms. The old specification, which Consul speaks, has one
 * kind of raw bytes for text and bytes; the new one tells them apart. For one thread; nobody closes
 * it.
 */
public final class MsgpackWriter implements Sink {
  private final boolean newSpec;
  private byte[] buffer = new byte[256];
  private int length;
  private int depth;
  private int[] starts = new int[16];
  private int[] counts = new int[16];
  private boolean[] objects = new boolean[16];

  public MsgpackWriter() {
    this(false);
  }

  /** @param newSpec whether to use {@code str8} and {@code bin}, which old readers do not know */
  public MsgpackWriter(boolean newSpec) {
    this.newSpec = newSpec;
  }

  public static <T> byte[] encode(T value, BiConsumer<? super T, Sink> writer) {
    MsgpackWriter msgpack = new MsgpackWriter();
    writer.accept(value, msgpack);
    return msgpack.toBytes();
  }

  /** What was written, once every object and array has ended. */
  public byte[] toBytes() {
    if (depth != 0) {
      throw new IllegalStateException("the value is not complete");
    }
    return Arrays.copyOf(buffer, length);
  }

  @Override
  public void beginObject() {
    begin(true);
  }

  @Override
  public void endObject() {
    end(0x80, 0xde);
  }

  @Override
  public void beginArray() {
    begin(false);
  }

  @Override
  public void endArray() {
    end(0x90, 0xdc);
  }

  @Override
  public void name(String name) {
    counts[depth - 1]++;
    text(name);
  }

  @Override
  public void string(String value) {
    element();
    text(value);
  }

  @Override
  public void integer(long value) {
    if (value >= 0) {
      unsigned(value);
      return;
    }
    element();
    if (value >= -32) {
      put(value, 1);
    } else if (value >= Byte.MIN_VALUE) {
      tagged(0xd0, value, 1);
    } else if (value >= Short.MIN_VALUE) {
      tagged(0xd1, value, 2);
    } else if (value >= Integer.MIN_VALUE) {
      tagged(0xd2, value, 4);
    } else {
      tagged(0xd3, value, 8);
    }
  }

  @Override
  public void unsigned(long value) {
    element();
    if (value < 0 || value > 0xffffffffL) {
      tagged(0xcf, value, 8);
    } else if (value < 0x80) {
      put(value, 1);
    } else if (value <= 0xff) {
      tagged(0xcc, value, 1);
    } else if (value <= 0xffff) {
      tagged(0xcd, value, 2);
    } else {
      tagged(0xce, value, 4);
    }
  }

  @Override
  public void number(double value) {
    element();
    tagged(0xcb, Double.doubleToRawLongBits(value), 8);
  }

  @Override
  public void bool(boolean value) {
    element();
    put(value ? 0xc3 : 0xc2, 1);
  }

  @Override
  public void bytes(byte[] value) {
    element();
    if (newSpec) {
      binHeader(value.length);
      copy(value);
    } else {
      raw(value);
    }
  }

  @Override
  public void nil() {
    element();
    put(0xc0, 1);
  }

  private void text(String text) {
    raw(text.getBytes(StandardCharsets.UTF_8));
  }

  private void raw(byte[] value) {
    int size = value.length;
    if (size < 32) {
      put(0xa0 | size, 1);
    } else if (newSpec && size <= 0xff) {
      tagged(0xd9, size, 1);
    } else if (size <= 0xffff) {
      tagged(0xda, size, 2);
    } else {
      tagged(0xdb, size, 4);
    }
    copy(value);
  }

  private void binHeader(int size) {
    if (size <= 0xff) {
      tagged(0xc4, size, 1);
    } else if (size <= 0xffff) {
      tagged(0xc5, size, 2);
    } else {
      tagged(0xc6, size, 4);
    }
  }

  /** Counts an array's element; an object's are counted by their names. */
  private void element() {
    if (depth > 0 && !objects[depth - 1]) {
      counts[depth - 1]++;
    }
  }

  private void begin(boolean object) {
    element();
    if (depth == starts.length) {
      starts = Arrays.copyOf(starts, depth * 2);
      counts = Arrays.copyOf(counts, depth * 2);
      objects = Arrays.copyOf(objects, depth * 2);
    }
    starts[depth] = length;
    counts[depth] = 0;
    objects[depth++] = object;
    put(0, 1);
  }

  /** The size is known only now: the one byte kept for the header is widened where needed. */
  private void end(int smallTag, int tag16) {
    depth--;
    int start = starts[depth];
    int count = counts[depth];
    if (count < 16) {
      buffer[start] = (byte) (smallTag | count);
      return;
    }
    int sizeBytes = count <= 0xffff ? 2 : 4;
    ensure(sizeBytes);
    int bodyLength = length - start - 1;
    System.arraycopy(buffer, start + 1, buffer, start + 1 + sizeBytes, bodyLength);
    length = start;
    tagged(sizeBytes == 2 ? tag16 : tag16 + 1, count, sizeBytes);
    length += bodyLength;
  }

  private void tagged(int tag, long value, int size) {
    put(tag, 1);
    put(value, size);
  }

  private void put(long value, int size) {
    ensure(size);
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (value >> shift);
    }
  }

  private void copy(byte[] value) {
    ensure(value.length);
    System.arraycopy(value, 0, buffer, length, value.length);
    length += value.length;
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      int doubled = buffer.length > Integer.MAX_VALUE / 2 ? buffer.length : buffer.length * 2;
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(length, more), doubled));
    }
  }
}
