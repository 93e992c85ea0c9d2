package io.proconsul.gossip.net;

import io.proconsul.gossip.swim.Peer;
import io.proconsul.gossip.swim.RecordingDelegate;
import io.proconsul.gossip.swim.Settings;
import io.proconsul.gossip.swim.Swim;
import io.proconsul.gossip.swim.Tuning;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Security;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A member on loopback with quick timers. */
final class TestingMember implements AutoCloseable {
  static final NodeAddress LOOPBACK = new NodeAddress(IpAddress.parse("127.0.0.1"), 0);
  private static final Tuning QUICK = new Tuning(
      new Tuning.Probing(Duration.ofMillis(100), Duration.ofMillis(50), 3, true, 8),
      new Tuning.Suspecting(4, 6, Duration.ofSeconds(30)),
      new Tuning.Spreading(Duration.ofMillis(20), 3, Duration.ofSeconds(30), 4),
      new Tuning.Syncing(Duration.ofSeconds(30), Duration.ofSeconds(5)));

  final GossipDriver driver;
  final List<String> lines = new CopyOnWriteArrayList<>();
  final RecordingDelegate delegate;
  private final Swim swim;

  private TestingMember(String name, NetSettings net) throws IOException {
    driver = GossipDriver.bind(net);
    delegate = new RecordingDelegate(name, lines::add);
    swim = new Swim(
        Settings.of(name, driver.advertised(), QUICK, net.security()), delegate, new Random(1));
    driver.start(swim);
  }

  static TestingMember start(String name) throws IOException {
    return start(name, Security.NONE, net -> net);
  }

  static TestingMember start(String name, Security security, UnaryOperator<NetSettings> change)
      throws IOException {
    return new TestingMember(name, change.apply(NetSettings.of("test", LOOPBACK, security)));
  }

  NodeAddress address() {
    return driver.advertised();
  }

  Socket connect() throws IOException {
    return new Socket(Addresses.inet(address().ip()), address().port());
  }

  List<String> members() {
    return driver
        .read(() -> swim.members().stream().map(Peer::name).sorted().toList())
        .join();
  }

  @Override
  public void close() {
    driver.close();
  }
}
