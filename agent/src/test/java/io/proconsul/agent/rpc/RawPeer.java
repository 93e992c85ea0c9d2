package io.proconsul.agent.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** The other end of a connection, which sends what it likes. */
final class RawPeer implements AutoCloseable {
  static final int DATA = 0;
  static final int WINDOW = 1;
  static final int SYN = 1;
  static final int FIN = 4;
  static final int RST = 8;

  private final Socket socket;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(60_000);
  }

  static RawPeer connect(RpcListener listener, int type) throws IOException {
    RawPeer peer = new RawPeer(
        new Socket(listener.address().getAddress(), listener.address().getPort()));
    peer.send(new byte[] {(byte) type});
    return peer;
  }

  static byte[] frame(int type, int flags, int stream, int length) {
    return ByteBuffer.allocate(12)
        .putShort((short) type)
        .putShort((short) flags)
        .putInt(stream)
        .putInt(length)
        .array();
  }

  static byte[] data(int flags, int stream, byte[] content) {
    return join(frame(DATA, flags, stream, content.length), content);
  }

  static byte[] request(String method, byte[] args) {
    return join(new PendingCall(1, method, args, _ -> {}).header, args);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  byte[] read(int bytes) throws IOException {
    return socket.getInputStream().readNBytes(bytes);
  }

  /** Sends again and again; true when the other side ends the connection. */
  boolean endsWhileSending(byte[] bytes, int times) throws IOException {
    try {
      for (int i = 0; i < times; i++) {
        send(bytes);
      }
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      return true;
    }
    return ends();
  }

  /** Reads to the end; false when it does not come. */
  boolean ends() {
    try {
      byte[] buffer = new byte[8_192];
      while (socket.getInputStream().read(buffer) >= 0) {
        // Goaways and answers.
      }
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
