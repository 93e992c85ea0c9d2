package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One message on a stream each way: push/pull, ping, user message and their answers. The side that
 * connects writes the pool's label first. Stateless but for the dice; any thread.
 */
public final class StreamCodec {
  /** As memberlist's, for what is encrypted; here for all. */
  public static final int MAX_BYTES = 20 * 1024 * 1024;

  private static final int NONCE_BYTES = 12;
  private static final int MAX_MEMBERS = 200_000;

  /** Of a member as an object, without the bytes that were read for it. */
  private static final int MEMBER_COST = 256;

  private static final int FIRST_PIECE = 8 * 1024;

  private final Security security;
  private final boolean compress;
  private final IntFunction<byte[]> randomBytes;

  /** @param randomBytes makes so many bytes that nobody can guess or repeat; any thread */
  public StreamCodec(Security security, boolean compress, IntFunction<byte[]> randomBytes) {
    this.security = security;
    this.compress = compress;
    this.randomBytes = randomBytes;
  }

  /** What the connecting side writes. */
  public byte[] request(Message message) {
    byte[] label = security.labelBytes();
    byte[] body = answer(message);
    return label.length == 0
        ? body
        : MessageWriter.typed(MessageType.HAS_LABEL, new byte[] {(byte) label.length}, label, body);
  }

  /** What the accepting side writes. */
  public byte[] answer(Message message) {
    byte[] bytes = message instanceof Message.User user
        ? MessageWriter.writeStreamed(user)
        : MessageWriter.write(message);
    if (compress) {
      bytes = Compression.wrap(bytes);
    }
    Keyring keyring = security.outgoing();
    if (keyring == null) {
      return bytes;
    }
    byte[] header = ByteBuffer.allocate(5)
        .put((byte) MessageType.ENCRYPT)
        .putInt(bytes.length + AesKey.OVERHEAD)
        .array();
    byte[] nonce = randomBytes.apply(NONCE_BYTES);
    byte[] packed = keyring.primary().encrypt(bytes, join(header, security.labelBytes()), nonce);
    return join(header, packed);
  }

  /**
   * Reads what a connecting side wrote.
   *
   * @param memory for all that is made of it
   * @throws DecodeException in memberlist's words, for bytes that are none of this pool's
   * @throws IOException of the stream, and for another pool's label; such a one gets no answer
   */
  public Message readRequest(InputStream in, Allowance memory) throws IOException {
    int first = octet(in);
    byte[] expected = security.labelBytes();
    byte[] label = {};
    if (first == MessageType.HAS_LABEL) {
      int size = octet(in);
      if (size == 0) {
        throw new DecodeException("label header cannot be empty when present");
      }
      label = exactly(in, size, memory);
      first = octet(in);
    }
    if (!Arrays.equals(label, expected)) {
      throw new IOException("discarding stream with unacceptable label \""
          + new String(label, StandardCharsets.UTF_8) + "\"");
    }
    return read(first, in, memory);
  }

  /** Reads what an accepting side answered; throws as {@link #readRequest}. */
  public Message readAnswer(InputStream in, Allowance memory) throws IOException {
    return read(octet(in), in, memory);
  }

  private Message read(int firstType, InputStream in, Allowance memory) throws IOException {
    int type = firstType;
    InputStream body = in;
    if (type == MessageType.ENCRYPT) {
      body = new ByteArrayInputStream(decrypted(in, memory));
      type = octet(body);
    } else if (security.keyring() != null && security.verifyIncoming()) {
      throw new DecodeException("Encryption is configured but remote state is not encrypted");
    }
    if (type == MessageType.COMPRESS) {
      Struct struct = new SpanReader(body, MAX_BYTES, memory).struct("compress");
      body = new ByteArrayInputStream(Compression.unwrap(struct, MAX_BYTES, memory));
      type = octet(body);
    }
    return message(type, body, memory);
  }

  private byte[] decrypted(InputStream in, Allowance memory) throws IOException {
    Keyring keyring = security.keyring();
    if (keyring == null) {
      throw new DecodeException("Remote state is encrypted and encryption is not configured");
    }
    byte[] size = exactly(in, 4, memory);
    long length = ByteBuffer.wrap(size).getInt() & 0xffffffffL;
    if (length > MAX_BYTES) {
      throw new DecodeException("Remote node state is larger than limit (" + length + ")");
    }
    byte[] header = join(new byte[] {MessageType.ENCRYPT}, size);
    byte[] packed = exactly(in, (int) length, memory);
    memory.take(packed.length);
    byte[] plain = Security.decrypt(keyring, packed, join(header, security.labelBytes()));
    memory.give(packed.length);
    if (plain.length == 0) {
      throw new DecodeException("missing message type byte");
    }
    return plain;
  }

  private static Message message(int type, InputStream in, Allowance memory) throws IOException {
    SpanReader spans = new SpanReader(in, MAX_BYTES, memory);
    return switch (type) {
      case MessageType.PUSH_PULL -> pushPull(spans, memory);
      case MessageType.PING -> MessageReader.ping(spans.struct("ping"));
      case MessageType.ACK -> MessageReader.ack(spans.struct("ackResp"));
      case MessageType.ERROR -> new Message.Failure(spans.struct("errResp").text("Error"));
      case MessageType.USER -> {
        int length = (int) spans.struct("userMsgHeader").number("UserMsgLen", MAX_BYTES);
        yield new Message.User(spans.raw(length));
      }
      default -> throw new DecodeException("Received invalid msgType (" + type + ")");
    };
  }

  private static Message pushPull(SpanReader spans, Allowance memory) throws IOException {
    Struct header = spans.struct("pushPullHeader");
    int count = (int) header.number("Nodes", MAX_MEMBERS);
    int userLength = (int) header.number("UserStateLen", MAX_BYTES);
    List<Message.Known> members = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      memory.take(MEMBER_COST);
      members.add(MessageReader.known(spans.struct("pushNodeState")));
    }
    return new Message.PushPull(header.bool("Join"), members, spans.raw(userLength));
  }

  static int octet(InputStream in) throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw new EOFException("EOF");
    }
    return octet;
  }

  /** Memory grows with what has come, not with what was announced. */
  private static byte[] exactly(InputStream in, int length, Allowance memory) throws IOException {
    byte[] bytes = {};
    int filled = 0;
    while (filled < length) {
      if (filled == bytes.length) {
        int larger = (int) Math.min(length, Math.max(FIRST_PIECE, 2L * filled));
        memory.take(larger - bytes.length);
        bytes = Arrays.copyOf(bytes, larger);
      }
      int count = in.read(bytes, filled, bytes.length - filled);
      if (count < 0) {
        throw new EOFException("unexpected EOF");
      }
      filled += count;
    }
    return bytes;
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
