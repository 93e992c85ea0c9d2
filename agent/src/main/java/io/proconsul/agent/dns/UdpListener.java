package io.proconsul.agent.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DNS over UDP: one thread that blocks on the socket and answers at once, which measured faster
 * than two. What must wait goes to a virtual thread each, of which there is a bound; beyond it
 * queries are dropped, and clients ask again.
 */
final class UdpListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UdpListener.class);
  private static final int MAX_MESSAGE = 65_535;
  private static final int SOCKET_BUFFER = 4 << 20;
  private static final int MAX_WAITING = 1_024;

  private final DatagramChannel channel;
  private final Supplier<Answerer> answerers;
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_MESSAGE);
  private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_MESSAGE);
  private final byte[] message = new byte[MAX_MESSAGE];
  private final Thread thread;

  private UdpListener(DatagramChannel channel, Supplier<Answerer> answerers) throws IOException {
    this.channel = channel;
    this.answerers = answerers;
    String name = "dns-udp-" + ((InetSocketAddress) channel.getLocalAddress()).getPort();
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  static UdpListener start(InetSocketAddress address, Supplier<Answerer> answerers)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
      channel.bind(address);
      UdpListener listener = new UdpListener(channel, answerers);
      listener.thread.start();
      return listener;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void run() {
    Answerer answerer = answerers.get();
    while (channel.isOpen()) {
      try {
        serve(answerer);
      } catch (ClosedChannelException _) {
        return;
      } catch (IOException e) {
        LOG.debug("DNS over UDP: {}", e.toString());
      } catch (RuntimeException e) {
        LOG.error("DNS over UDP: a query could not be answered", e);
      }
    }
  }

  private void serve(Answerer answerer) throws IOException {
    in.clear();
    SocketAddress client = channel.receive(in);
    int length = in.flip().remaining();
    in.get(message, 0, length);
    int answer = answerer.atOnce(message, length, false);
    if (answer > 0) {
      out.clear().put(answerer.buffer(), 0, answer).flip();
      channel.send(out, client);
    } else if (answer == Answerer.MUST_WAIT) {
      later(Arrays.copyOf(message, length), client);
    }
  }

  private void later(byte[] query, SocketAddress client) {
    if (!waiting.tryAcquire()) {
      LOG.warn("dropped a DNS query: {} others are waiting", MAX_WAITING);
      return;
    }
    Thread.ofVirtual().name("dns-udp-waiting").start(() -> {
      try {
        byte[] answer = answerers.get().afterWaiting(query, false);
        if (answer.length > 0) {
          channel.send(ByteBuffer.wrap(answer), client);
        }
      } catch (IOException e) {
        LOG.debug("DNS over UDP: {}", e.toString());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("DNS over UDP: a query could not be answered", e);
      } finally {
        waiting.release();
      }
    });
  }

  @Override
  public void close() throws IOException {
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
