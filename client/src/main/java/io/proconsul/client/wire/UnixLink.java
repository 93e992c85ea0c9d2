package io.proconsul.client.wire;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** Opens unix sockets. */
final class UnixLink {
  private UnixLink() {}

  static Link open(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
      return new Link(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      throw new IOException("dial unix " + path + ": connect: " + Failures.reason(e), e);
    }
  }
}
