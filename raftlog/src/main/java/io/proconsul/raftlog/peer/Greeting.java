package io.proconsul.raftlog.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * What whoever connects says first, and the answer to it. A fixed mark comes ahead, by which a
 * stranger is known before anything else of what it sends is believed.
 *
 * @param from who connects
 * @param to the node id that it means to reach
 */
record Greeting(Identity from, String to, Channel channel) {
  /** "PCRL" and the version of all that follows; logs of different versions do not talk. */
  private static final int MARK = 0x5043524c;

  static final int VERSION = 1;
  private static final int MAX_BYTES = 2048;

  void write(OutputStream out) throws IOException {
    var body = new ByteArrayOutputStream();
    var data = new DataOutputStream(body);
    data.writeUTF(from.cluster());
    data.writeUTF(from.nodeId());
    data.writeLong(from.incarnation());
    data.writeUTF(to);
    data.writeByte(channel.code());
    send(out, body.toByteArray());
  }

  /** @throws FrameException when it comes from something else than a log of this version */
  static Greeting read(DataInputStream in) throws IOException {
    var body = receive(in);
    try (var data = new DataInputStream(new ByteArrayInputStream(body))) {
      var cluster = data.readUTF();
      var from = new Identity(cluster, data.readUTF(), data.readLong());
      return new Greeting(from, data.readUTF(), Channel.of(data.readUnsignedByte()));
    } catch (EOFException e) {
      throw new FrameException("a greeting that is cut short");
    }
  }

  /** Empty: welcome. Else the reason why not, for the log of whoever connected. */
  static void answer(OutputStream out, String refusal) throws IOException {
    var bytes = refusal.getBytes(UTF_8);
    send(out, bytes.length > MAX_BYTES ? new byte[0] : bytes);
  }

  static String readAnswer(DataInputStream in) throws IOException {
    return new String(receive(in), UTF_8);
  }

  private static void send(OutputStream out, byte[] body) throws IOException {
    var whole = new ByteArrayOutputStream();
    var data = new DataOutputStream(whole);
    data.writeInt(MARK);
    data.writeByte(VERSION);
    data.writeShort(body.length);
    data.write(body);
    data.writeInt(checksum(body));
    out.write(whole.toByteArray());
    out.flush();
  }

  private static byte[] receive(DataInputStream in) throws IOException {
    if (in.readInt() != MARK) {
      throw new FrameException("something that is not Proconsul's log protocol");
    }
    var version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new FrameException(
          "version " + version + " of the log protocol; this server speaks " + VERSION);
    }
    var length = in.readUnsignedShort();
    if (length > MAX_BYTES) {
      throw new FrameException("a greeting of " + length + " bytes");
    }
    var body = new byte[length];
    in.readFully(body);
    if (in.readInt() != checksum(body)) {
      throw new FrameException("a greeting whose checksum is wrong");
    }
    return body;
  }

  private static int checksum(byte[] body) {
    var checksum = new CRC32C();
    checksum.update(body);
    return (int) checksum.getValue();
  }
}
