package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Packets: messages joined, compressed, checked by CRC32, encrypted and labelled, and back. For one
 * thread at a time.
 */
public final class PacketCodec {
  /**
   * What a packet may unfold to; honest ones stay far below, their sender had one packet's space.
   */
  public static final int MAX_UNPACKED_BYTES = 128 * 1024;

  private static final int MAX_PARTS = 255;
  private static final int NONCE_BYTES = 12;
  private static final int LEAST_COMPRESSED = 64;

  private final Security security;
  private final boolean compress;
  private final IntFunction<byte[]> randomBytes;

  /** @param randomBytes makes so many bytes that nobody can guess or repeat */
  public PacketCodec(Security security, boolean compress, IntFunction<byte[]> randomBytes) {
    this.security = security;
    this.compress = compress;
    this.randomBytes = randomBytes;
  }

  /**
   * What a packet held: the messages that could be read, and what was wrong with the first that
   * could not.
   */
  public record Unpacked(List<Message> messages, @Nullable String problem) {}

  /**
   * Packets with the messages in order, each at most 255.
   *
   * @param messages as {@link MessageWriter} wrote them
   * @param checked whether the receiver knows the CRC (protocol 5)
   */
  public List<byte[]> encode(List<byte[]> messages, boolean checked) {
    List<byte[]> packets = new ArrayList<>(1);
    for (int from = 0; from < messages.size(); from += MAX_PARTS) {
      List<byte[]> parts = messages.subList(from, Math.min(messages.size(), from + MAX_PARTS));
      packets.add(wrap(parts.size() == 1 ? parts.getFirst() : compound(parts), checked));
    }
    return packets;
  }

  private byte[] wrap(byte[] message, boolean checked) {
    byte[] bytes = message;
    if (compress && bytes.length >= LEAST_COMPRESSED) {
      byte[] packed = Compression.wrap(bytes);
      bytes = packed.length < bytes.length ? packed : bytes;
    }
    if (checked) {
      bytes = MessageWriter.typed(MessageType.HAS_CRC, crc(bytes, 0), bytes);
    }
    byte[] label = security.labelBytes();
    Keyring keyring = security.outgoing();
    if (keyring != null) {
      bytes = keyring.primary().encrypt(bytes, label, randomBytes.apply(NONCE_BYTES));
    }
    return label.length == 0
        ? bytes
        : MessageWriter.typed(
            MessageType.HAS_LABEL, new byte[] {(byte) label.length}, label, bytes);
  }

  private static byte[] compound(List<byte[]> parts) {
    int length = 2;
    for (byte[] part : parts) {
      length += 2 + part.length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    buffer.put((byte) MessageType.COMPOUND).put((byte) parts.size());
    for (byte[] part : parts) {
      if (part.length > 0xffff) {
        throw new IllegalArgumentException("a message of " + part.length + " bytes");
      }
      buffer.putShort((short) part.length);
    }
    parts.forEach(buffer::put);
    return buffer.array();
  }

  private static byte[] crc(byte[] bytes, int from) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, bytes.length - from);
    return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
  }

  /**
   * @throws DecodeException when the packet's wrapping is not that of this pool, or is damaged;
   *     nothing else is thrown whatever the bytes are
   */
  public Unpacked decode(byte[] packet) {
    byte[] bytes = decrypt(withoutLabel(packet));
    if (bytes.length >= 5 && bytes[0] == MessageType.HAS_CRC) {
      if (!Arrays.equals(crc(bytes, 5), Arrays.copyOfRange(bytes, 1, 5))) {
        throw new DecodeException("Got invalid checksum for UDP packet");
      }
      bytes = Arrays.copyOfRange(bytes, 5, bytes.length);
    }
    Unpacking unpacking = new Unpacking();
    unpacking.add(bytes, 0);
    return new Unpacked(List.copyOf(unpacking.messages), unpacking.problem);
  }

  private byte[] withoutLabel(byte[] packet) {
    String found = "";
    byte[] rest = packet;
    byte[] expected = security.labelBytes();
    if (packet.length > 0 && (packet[0] & 0xff) == MessageType.HAS_LABEL) {
      int size = packet.length < 2 ? 0 : packet[1] & 0xff;
      if (packet.length < 2 + Math.max(1, size)) {
        throw new DecodeException("cannot decode label; packet has been truncated");
      }
      if (size == 0) {
        throw new DecodeException("label header cannot be empty when present");
      }
      byte[] label = Arrays.copyOfRange(packet, 2, 2 + size);
      found = new String(label, StandardCharsets.UTF_8);
      rest = Arrays.copyOfRange(packet, 2 + size, packet.length);
      if (Arrays.equals(label, expected)) {
        return rest;
      }
    } else if (expected.length == 0) {
      return rest;
    }
    throw new DecodeException("discarding packet with unacceptable label \"" + found + "\"");
  }

  private byte[] decrypt(byte[] bytes) {
    Keyring keyring = security.keyring();
    if (keyring == null) {
      return bytes;
    }
    try {
      return Security.decrypt(keyring, bytes, security.labelBytes());
    } catch (DecodeException e) {
      if (security.verifyIncoming()) {
        throw new DecodeException("Decrypt packet failed: " + e.getMessage());
      }
      return bytes;
    }
  }

  /** Takes wrappings off, each kind at most twice deep, and keeps what can be read. */
  private static final class Unpacking {
    private static final int MAX_DEPTH = 4;

    private final List<Message> messages = new ArrayList<>();
    private int budget = MAX_UNPACKED_BYTES;
    private @Nullable String problem;

    void add(byte[] bytes, int depth) {
      try {
        unwrap(bytes, depth);
      } catch (DecodeException e) {
        problem = Optional.ofNullable(problem).orElse(e.getMessage());
      }
    }

    private void unwrap(byte[] bytes, int depth) {
      budget -= bytes.length;
      if (budget < 0 || depth > MAX_DEPTH) {
        throw new DecodeException("a packet that unfolds to too much");
      }
      switch (bytes.length == 0 ? -1 : bytes[0]) {
        case MessageType.COMPOUND -> split(bytes, depth);
        case MessageType.COMPRESS ->
          add(
              Compression.unwrap(Struct.read("compress", bytes, 1), budget, Allowance.ENDLESS),
              depth + 1);
        default -> messages.add(MessageReader.read(bytes));
      }
    }

    private void split(byte[] bytes, int depth) {
      int count = bytes.length < 2 ? 0 : bytes[1] & 0xff;
      int at = 2 + 2 * count;
      if (bytes.length < at) {
        throw new DecodeException("Failed to decode compound request: truncated len slice");
      }
      for (int i = 0; i < count; i++) {
        int size = (bytes[2 + 2 * i] & 0xff) << 8 | bytes[3 + 2 * i] & 0xff;
        if (size > bytes.length - at) {
          throw new DecodeException("Compound request had " + (count - i) + " truncated messages");
        }
        add(Arrays.copyOfRange(bytes, at, at + size), depth + 1);
        at += size;
      }
    }
  }
}
