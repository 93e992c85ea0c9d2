package io.proconsul.chaos.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Datagrams between two hosts: what is cut or lost does not arrive, and nothing else is. */
@Timeout(60)
class NamespaceSiteTest {
  private static final int PORT = 7000;
  private static final int MANY = 150;

  private NamespaceSite site;
  private Host a;
  private Host b;

  @BeforeEach
  void twoHosts() throws Exception {
    String missing = NamespaceSite.missing();
    assumeTrue(missing.isEmpty(), missing);
    site = NamespaceSite.create("pct" + ProcessHandle.current().pid());
    a = site.host("a");
    b = site.host("b");
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
      assertThat(Command.succeeds(
              "sh", "-c", "ip netns | grep -q pct" + ProcessHandle.current().pid()))
          .isFalse();
    }
  }

  @Test
  void whatIsNotCutArrives() throws Exception {
    assertThat(arrived(a, b, 3)).isEqualTo(3);
    assertThat(arrived(b, a, 3)).isEqualTo(3);
  }

  @Test
  void aCutIsOneWayAndHeals() throws Exception {
    site.cut(a, b);
    assertThat(arrived(a, b, 3)).isZero();
    assertThat(arrived(b, a, 3)).isEqualTo(3);
    site.heal();
    assertThat(arrived(a, b, 3)).isEqualTo(3);
  }

  @Test
  void someOfManyAreLost() throws Exception {
    site.lose(b, 20);
    assertThat(arrived(a, b, MANY)).isBetween(MANY * 60 / 100, MANY * 97 / 100);
    assertThat(arrived(b, a, 3)).isEqualTo(3);
  }

  @Test
  void aHostThatMovedIsFoundAtItsNewAddress() throws Exception {
    Host moved = site.move(b);
    assertThat(moved.address()).isNotEqualTo(b.address());
    assertThat(arrived(a, moved, 3)).isEqualTo(3);
  }

  @Test
  void theObserverReachesAll() throws Exception {
    try (DatagramSocket receiver = in("b", () -> bound(b))) {
      DatagramSocket sender = onThread(() -> {
        site.enter();
        return new DatagramSocket();
      });
      try (sender) {
        assertThat(arrived(sender, receiver, b, 3)).isEqualTo(3);
      }
    }
  }

  /** How many of so many datagrams arrive before the last, which comes round about. */
  private int arrived(Host from, Host to, int count) throws Exception {
    try (DatagramSocket sender = in(from.name(), () -> bound(from));
        DatagramSocket receiver = in(to.name(), () -> bound(to))) {
      return arrived(sender, receiver, to, count);
    }
  }

  private int arrived(DatagramSocket sender, DatagramSocket receiver, Host to, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      sender.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress(to.address(), PORT)));
    }
    try (DatagramSocket last = in(to.name(), DatagramSocket::new)) {
      InetAddress own = InetAddress.ofLiteral(to.address());
      last.send(new DatagramPacket(new byte[2], 2, new InetSocketAddress(own, PORT)));
    }
    receiver.setSoTimeout(10_000);
    DatagramPacket packet = new DatagramPacket(new byte[8], 8);
    int arrived = 0;
    for (receiver.receive(packet); packet.getLength() == 1; receiver.receive(packet)) {
      arrived++;
      packet.setLength(8);
    }
    return arrived;
  }

  private static DatagramSocket bound(Host host) throws IOException {
    return new DatagramSocket(new InetSocketAddress(host.address(), PORT));
  }

  private DatagramSocket in(String host, Callable<DatagramSocket> make) throws Exception {
    return onThread(() -> {
      NamespaceEntry.enter("pct" + ProcessHandle.current().pid() + "-" + host);
      return make.call();
    });
  }

  /** On a thread of its own, since there is no way back out of a namespace. */
  private static <T> T onThread(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    Thread.ofPlatform().start(future);
    return future.get();
  }
}
