package io.proconsul.agent.rpc.link;

import io.proconsul.agent.rpc.yamux.YamuxException;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackBoundary;
import io.proconsul.codec.msgpack.MsgpackReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of net/rpc, a header and a body in MessagePack, out of bytes that arrive in
 * pieces. Keeps what is not taken yet, and asks its {@link Memory} for that. An empty one is small.
 */
public final class MessageReader {
  private static final byte[] EMPTY = new byte[0];
  private static final int MAX_HEADER = 64 * 1024;

  private final Memory memory;
  private final int maxMessage;
  private final MsgpackBoundary boundary = new MsgpackBoundary();
  private byte[] buffer = EMPTY;
  private int start;
  private int end;

  /** How far the boundary has come. */
  private int scanned;

  private int headerEnd = -1;

  /** @param body one value in MessagePack */
  public record Message(Value.Obj header, byte[] body) {
    public String text(String key) {
      return switch (header.get(key)) {
        case Value.Bytes bytes -> bytes.textual() instanceof Value.Str(String text) ? text : "";
        case Value.Str(String text) -> text;
        case null, default -> "";
      };
    }

    public long seq() {
      return switch (header.get("Seq")) {
        case Value.Int(long number) -> number;
        case Value.Num(double _, String text) -> Long.parseUnsignedLong(text);
        case null, default -> 0;
      };
    }
  }

  /** Where memory comes from. */
  public interface Memory {
    /** @throws YamuxException when there is no more for this peer */
    void take(int bytes) throws YamuxException;

    void give(int bytes);
  }

  public MessageReader(Memory memory, int maxMessage) {
    this.memory = memory;
    this.maxMessage = maxMessage;
  }

  public void add(byte[] data, int offset, int length) throws YamuxException {
    if (buffer.length - end < length) {
      makeRoom(length);
    }
    System.arraycopy(data, offset, buffer, end, length);
    end += length;
  }

  private void makeRoom(int length) throws YamuxException {
    int kept = end - start;
    long needed = (long) kept + length;
    if (needed > maxMessage + (long) MAX_HEADER) {
      throw new YamuxException("message of more than " + maxMessage + " bytes");
    }
    int size = (int) Math.max(needed, Math.min(2L * kept, maxMessage));
    memory.take(size);
    byte[] larger = new byte[size];
    System.arraycopy(buffer, start, larger, 0, kept);
    memory.give(buffer.length);
    buffer = larger;
    scanned -= start;
    headerEnd = headerEnd < 0 ? -1 : headerEnd - start;
    end = kept;
    start = 0;
  }

  /** Bytes that are kept. */
  public int kept() {
    return end - start;
  }

  /**
   * The next message; null when it is not complete.
   *
   * @throws DecodeException when this is no MessagePack or the header is not one
   */
  public @Nullable Message next() {
    if (headerEnd < 0) {
      if (!scan()) {
        if (end - start > MAX_HEADER) {
          throw new DecodeException("a header of more than " + MAX_HEADER + " bytes");
        }
        return null;
      }
      headerEnd = scanned;
      boundary.restart();
    }
    if (!scan()) {
      return null;
    }
    Value header = MsgpackReader.read(ByteBuffer.wrap(buffer, start, headerEnd - start));
    if (!(header instanceof Value.Obj object)) {
      throw new DecodeException("a header that is no map");
    }
    Message message = new Message(object, Arrays.copyOfRange(buffer, headerEnd, scanned));
    taken();
    return message;
  }

  private boolean scan() {
    scanned += boundary.advance(buffer, scanned, end - scanned);
    return boundary.complete();
  }

  private void taken() {
    boundary.restart();
    headerEnd = -1;
    start = scanned;
    if (start == end) {
      clear();
    }
  }

  /** Drops what is kept. */
  public void clear() {
    memory.give(buffer.length);
    buffer = EMPTY;
    start = 0;
    end = 0;
    scanned = 0;
    headerEnd = -1;
    boundary.restart();
  }
}
