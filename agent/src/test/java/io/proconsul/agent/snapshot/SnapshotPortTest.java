package io.proconsul.agent.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.rpc.RpcBounds;
import io.proconsul.agent.rpc.RpcListener;
import io.proconsul.agent.rpc.RpcPool;
import io.proconsul.agent.rpc.RpcServices;
import io.proconsul.agent.tls.RpcTls;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Render;
import io.proconsul.core.member.Server;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.core.snapshot.Snapshots;
import io.proconsul.model.Node;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Snapshots between two agents, over the server port. */
@Timeout(180)
class SnapshotPortTest {
  private static final Timer NEVER = (_, _) -> Cancellation.NONE;
  private static final Snapshots.Order ORDER = new Snapshots.Order("dc1", "secret", true);

  private final TestingSnapshots snapshots = new TestingSnapshots();
  private final RpcPool pool = new RpcPool(RpcTls::none, RpcBounds.DEFAULT, NEVER, null);
  private final SnapshotCalls calls = new SnapshotCalls(pool);
  private final Deque<Server> servers = new ArrayDeque<>();
  private final List<Server> failed = new ArrayList<>();
  private final SnapshotCalls.Servers way = new SnapshotCalls.Servers(
      () -> Optional.ofNullable(servers.peek()),
      server -> {
        failed.add(server);
        servers.remove(server);
      },
      ConsulException.NoLeader::new);

  @SuppressWarnings("NullAway.Init")
  private RpcListener listener;

  @BeforeEach
  void listen() throws IOException {
    listener = RpcListener.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new RpcServices(call -> call.fail("no calls here"), null, new SnapshotPort(snapshots)),
        RpcTls::none,
        RpcBounds.DEFAULT,
        NEVER);
    servers.add(server("s1", listener.address().getPort()));
  }

  @AfterEach
  void close() {
    pool.close();
    listener.close();
  }

  private static Server server(String name, int port) {
    Node node = new Node("id-" + name, name, "127.0.0.1", "dc1", Map.of(), Map.of(), 0, 0);
    return Server.remembered(node, port);
  }

  @Test
  void anArchiveComesWithItsMeta() throws Exception {
    snapshots.archive = pattern(3 << 20);
    Snapshots.Saved saved = calls.save(way, ORDER);
    assertThat(saved.meta()).isEqualTo(new Render.Meta(42, true, 7));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    saved.archive().writeTo(out);
    saved.archive().close();
    assertThat(out.toByteArray()).isEqualTo(snapshots.archive);
    assertThat(snapshots.orders).containsExactly(ORDER);
  }

  @Test
  void aRefusalToSaveIsTold() {
    snapshots.refusal = new ConsulException.NoLeader();
    assertThatThrownBy(() -> calls.save(way, ORDER)).hasMessage("No cluster leader");
  }

  @Test
  void anArchiveIsRestoredAsItWasSent() {
    byte[] archive = pattern(3 << 20);
    calls.restore(way, ORDER, new ByteArrayInputStream(archive));
    assertThat(snapshots.restored).isEqualTo(archive);
    assertThat(snapshots.orders).containsExactly(ORDER);
  }

  @Test
  void aRefusalIsHeardThoughTheArchiveWasNotRead() {
    snapshots.refusal = new ConsulException.Refused("failed to decompress snapshot: EOF");
    assertThatThrownBy(() -> calls.restore(way, ORDER, new ByteArrayInputStream(pattern(8 << 20))))
        .hasMessage("failed to decompress snapshot: EOF");
  }

  @Test
  void whoCannotBeReachedIsPassedOver() throws Exception {
    int nobody;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = taken.getLocalPort();
    }
    Server dead = server("dead", nobody);
    servers.addFirst(dead);
    calls.restore(way, ORDER, new ByteArrayInputStream(pattern(10)));
    assertThat(failed).containsExactly(dead);
    assertThat(snapshots.restored).hasSize(10);
  }

  @Test
  void withNobodyToAskThatIsSaid() {
    servers.clear();
    assertThatThrownBy(() -> calls.save(way, ORDER)).isInstanceOf(ConsulException.NoLeader.class);
  }

  @Test
  void garbageIsLeftAndOthersAreServed() throws Exception {
    for (byte[] garbage : List.of(
        new byte[] {5, (byte) 0xc1},
        new byte[] {5, (byte) 0x81, (byte) 0xa2, 'O', 'p', 9},
        endless())) {
      try (Socket socket =
          new Socket(listener.address().getAddress(), listener.address().getPort())) {
        socket.setSoTimeout(90_000);
        assertThat(endsWithoutAnswer(socket, garbage)).isTrue();
      }
    }
    calls.restore(way, ORDER, new ByteArrayInputStream(pattern(10)));
    assertThat(snapshots.orders).containsExactly(ORDER);
  }

  /** A text that is longer than any request. */
  private static byte[] endless() {
    byte[] endless = new byte[100_000];
    Arrays.fill(endless, (byte) 'x');
    endless[0] = 5;
    endless[1] = (byte) 0xdb;
    return endless;
  }

  private static boolean endsWithoutAnswer(Socket socket, byte[] sent) throws IOException {
    try {
      socket.getOutputStream().write(sent);
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException _) {
      return true; // reset
    }
  }

  private static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8));
    }
    return bytes;
  }

  /** Gives one archive, and keeps what it is given. */
  private static final class TestingSnapshots implements Snapshots {
    private final List<Order> orders = new ArrayList<>();
    private volatile byte[] archive = new byte[0];
    private volatile byte[] restored = new byte[0];
    private volatile @org.jspecify.annotations.Nullable ConsulException refusal;

    @Override
    public void save(Order order, Outcome<Saved> outcome) {
      orders.add(order);
      ConsulException refused = refusal;
      if (refused == null) {
        outcome.done(new Saved(new Render.Meta(42, true, 7), out -> out.write(archive)));
      } else {
        outcome.failed(refused);
      }
    }

    @Override
    public void restore(Order order, InputStream in, Outcome<Boolean> outcome) {
      orders.add(order);
      ConsulException refused = refusal;
      if (refused != null) {
        outcome.failed(refused);
        return;
      }
      try {
        restored = in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      outcome.done(true);
    }
  }
}
