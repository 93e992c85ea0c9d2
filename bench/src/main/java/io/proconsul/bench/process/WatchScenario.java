package io.proconsul.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Blocking queries on one key: what each costs while it waits, and how soon all hear of a write.
 */
final class WatchScenario {
  private static final int WATCHERS = 4_000;
  private static final int ROUNDS = 3;
  private static final int ADDRESSES = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(2);

  private final ServerProcess server;
  private final List<SocketChannel> sockets = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);

  private WatchScenario(ServerProcess server) {
    this.server = server;
  }

  static Map<String, Double> measure(ServerProcess server, Load load) throws IOException {
    WatchScenario scenario = new WatchScenario(server);
    try {
      return scenario.measure();
    } finally {
      for (SocketChannel socket : scenario.sockets) {
        socket.close();
      }
    }
  }

  private Map<String, Double> measure() throws IOException {
    server.put("/v1/kv/w", "0");
    double before = server.residentMegabytes();
    for (int i = 0; i < WATCHERS; i++) {
      SocketChannel socket = SocketChannel.open();
      sockets.add(socket);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.bind(at("127.0.0." + (2 + i % ADDRESSES), 0));
      socket.connect(at("127.0.0.1", server.httpPort()));
    }
    ask();
    double waiting = server.residentMegabytes();
    List<Double> millis = new ArrayList<>();
    List<Double> processor = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      double used = processorMillis();
      millis.add(wake(round));
      processor.add(processorMillis() - used);
      ask();
    }
    return Map.of(
        "wake_all_ms",
        Figures.median(millis),
        "wake_cpu_ms",
        Figures.median(processor),
        "idle_query_kb",
        (waiting - before) * 1024 / WATCHERS);
  }

  private double processorMillis() {
    return server.processorTime().toNanos() / 1e6;
  }

  private static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  /** All ask again, and the server comes to rest. */
  private void ask() throws IOException {
    String index = server.get("/v1/kv/w").index();
    String request = "GET /v1/kv/w?index=" + index + "&wait=5m HTTP/1.1\r\nHost: x\r\n\r\n";
    byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
    for (SocketChannel socket : sockets) {
      socket.configureBlocking(true);
      socket.write(ByteBuffer.wrap(bytes));
    }
    LockSupport.parkNanos(UNTIL_IDLE.toNanos());
  }

  private double wake(int round) throws IOException {
    Set<SocketChannel> left = new HashSet<>(sockets);
    try (Selector selector = Selector.open()) {
      for (SocketChannel socket : sockets) {
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_READ);
      }
      long start = System.nanoTime();
      server.put("/v1/kv/w", Integer.toString(round));
      while (!left.isEmpty() && System.nanoTime() - start < PATIENCE.toNanos()) {
        selector.select(key -> read((SocketChannel) key.channel(), left), 1_000);
      }
      if (!left.isEmpty()) {
        throw new IOException(left.size() + " blocking queries were not answered");
      }
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private void read(SocketChannel socket, Set<SocketChannel> left) {
    try {
      buffer.clear();
      if (socket.read(buffer) > 0) {
        left.remove(socket);
      }
    } catch (IOException _) {
      // stays among those that got no answer
    }
  }
}
