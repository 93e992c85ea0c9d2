package io.proconsul.gossip.net;

import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.function.Predicate;
import org.slf4j.Logger;

/** The UDP port. Its own thread reads into the inbox; the machine's thread writes. */
final class PacketPort implements AutoCloseable {
  private static final int MAX_PACKET = 65_536;
  private static final int RECEIVE_BUFFER = 2 * 1024 * 1024;

  private final DatagramChannel channel;
  private final Predicate<IpAddress> allowed;
  private final Traffic traffic;
  private final Logger log;

  private PacketPort(
      DatagramChannel channel, Predicate<IpAddress> allowed, Traffic traffic, Logger log) {
    this.channel = channel;
    this.allowed = allowed;
    this.traffic = traffic;
    this.log = log;
  }

  static PacketPort bind(
      NodeAddress address, Predicate<IpAddress> allowed, Traffic traffic, Logger log)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(
        address.ip().isIpv4() ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.bind(Addresses.socket(address));
      return new PacketPort(channel, allowed, traffic, log);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Reads until the port is closed. */
  void readInto(Inbox inbox) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_PACKET);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        if (channel.receive(buffer) instanceof InetSocketAddress sender) {
          accept(buffer.flip(), Addresses.node(sender), inbox);
        }
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        log.error("memberlist: Error reading UDP packet: {}", e.getMessage());
      }
    }
  }

  private void accept(ByteBuffer buffer, NodeAddress from, Inbox inbox) {
    traffic.packetsIn.increment();
    traffic.packetBytesIn.add(buffer.remaining());
    if (!allowed.test(from.ip())) {
      traffic.packetsDropped.increment();
      return;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    if (!inbox.offer(new Inbox.Packet(bytes, from))) {
      traffic.packetsDropped.increment();
    }
  }

  /** Sends, or counts on the protocol's patience when that is not possible now. */
  void send(byte[] packet, NodeAddress to) {
    try {
      channel.send(ByteBuffer.wrap(packet), Addresses.socket(to));
      traffic.packetsOut.increment();
      traffic.packetBytesOut.add(packet.length);
    } catch (ClosedChannelException _) {
      // the driver is closing
    } catch (IOException | RuntimeException e) {
      log.debug("memberlist: Failed to send to {}: {}", to, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("memberlist: Failed to close the UDP port: {}", e.getMessage());
    }
  }
}
