package io.proconsul.agent.rpc;

import io.proconsul.agent.rpc.link.RpcType;
import io.proconsul.agent.tls.RpcTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/**
 * The beginning of a connection: its first byte, TLS if that asks for it, and the byte within. What
 * comes of it may be served; anything else is refused with a reason.
 *
 * @param socket the connection or TLS over it
 */
record Greeting(RpcType type, Socket socket, Peer peer) {
  /** Why a connection is not served, for the log. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Reads the beginning. The caller bounds the time by closing the connection.
   *
   * @throws RefusedException when it is not to be served
   */
  static Greeting read(Socket raw, RpcTls tls) throws IOException {
    int first = first(raw);
    if (first == RpcType.TLS_RECORD && tls.mutual()) {
      return nativeTls(raw, tls);
    }
    RpcType type = type(first);
    InetSocketAddress address = (InetSocketAddress) raw.getRemoteSocketAddress();
    Greeting greeting;
    if (type == RpcType.TLS) {
      greeting = inner(raw, tls, address);
    } else if (tls.verifyIncoming()) {
      throw new RefusedException("Non-TLS connection attempted with VerifyIncoming set");
    } else {
      greeting = new Greeting(type, raw, new Peer(address, false, false));
    }
    greeting.checkServer(tls);
    return greeting;
  }

  private static Greeting inner(Socket raw, RpcTls tls, InetSocketAddress address)
      throws IOException {
    if (!tls.accepts()) {
      throw new RefusedException("TLS without a certificate of ours");
    }
    SSLSocket socket = tls.accept(raw, new byte[0]);
    socket.startHandshake();
    RpcType type = type(first(socket));
    if (type == RpcType.TLS || type == RpcType.TLS_INSECURE) {
      throw new RefusedException("TLS connection attempting to establish inner TLS connection");
    }
    return new Greeting(type, socket, new Peer(address, true, tls.isServer(socket.getSession())));
  }

  private static Greeting nativeTls(Socket raw, RpcTls tls) throws IOException {
    SSLSocket socket =
        tls.accept(raw, new byte[] {RpcType.TLS_RECORD}, RpcType.ALPN.toArray(String[]::new));
    socket.startHandshake();
    String protocol = socket.getApplicationProtocol();
    RpcType type = RpcType.ofAlpn(protocol);
    if (type == null) {
      throw new RefusedException("TLS for an unknown protocol \"" + protocol + "\"");
    }
    InetSocketAddress address = (InetSocketAddress) raw.getRemoteSocketAddress();
    Peer peer = new Peer(address, true, tls.isServer(socket.getSession()));
    Greeting greeting = new Greeting(type, socket, peer);
    greeting.checkServer(tls);
    return greeting;
  }

  /** CVE-2021-37219: with a client's certificate one must not pass for a server. */
  private void checkServer(RpcTls tls) throws RefusedException {
    if (type == RpcType.RAFT && tls.verifyServerHostname() && !peer.server()) {
      throw new RefusedException("Raft from who shows no certificate of a server");
    }
  }

  private static RpcType type(int code) throws RefusedException {
    RpcType type = RpcType.of(code);
    if (type == null) {
      throw new RefusedException("unrecognized RPC byte " + code);
    }
    return type;
  }

  private static int first(Socket socket) throws IOException {
    int first = socket.getInputStream().read();
    if (first < 0) {
      throw new IOException("EOF");
    }
    return first;
  }
}
