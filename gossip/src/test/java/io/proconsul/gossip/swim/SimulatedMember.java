package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Security;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One of a simulated pool: its machine, and whether it runs, is slow, or has crashed. */
final class SimulatedMember implements Delegate {
  private static final byte[] NOTHING = {};
  private static final long CYCLE = Duration.ofMillis(15_500).toNanos();
  private static final long HEARS = Duration.ofMillis(500).toNanos();

  final int index;
  final boolean slow;
  final Swim swim;
  final Simulation simulation;
  long wakeAt = Machine.NEVER;
  long crashedAt = Machine.NEVER;
  long bytesSent;

  SimulatedMember(Simulation simulation, int index, boolean slow, Tuning tuning) {
    this.simulation = simulation;
    this.index = index;
    this.slow = slow;
    Settings settings = Settings.of(name(index), address(index), tuning, Security.NONE);
    this.swim = new Swim(settings, this, new Random(simulation.seed + index));
  }

  static String name(int index) {
    return "m" + index;
  }

  static NodeAddress address(int index) {
    byte[] ip = ByteBuffer.allocate(4).putInt(0x0a000000 + index).array();
    return new NodeAddress(new IpAddress(ip), 8301);
  }

  static int index(NodeAddress address) {
    return ByteBuffer.wrap(address.ip().bytes()).getInt() - 0x0a000000;
  }

  static int index(String name) {
    return Integer.parseInt(name.substring(1));
  }

  /**
   * When this member next takes what came: a slow one does so for half a second and then not for
   * 15, while its timers go on, as in Lifeguard's experiments.
   */
  long hearsFrom(long time) {
    if (!slow || time >= simulation.slowUntil) {
      return time;
    }
    long phase = (time + index * 1_370_000_000L) % CYCLE;
    return phase < HEARS ? time : Math.min(time + CYCLE - phase, simulation.slowUntil);
  }

  boolean crashed() {
    return crashedAt <= simulation.now;
  }

  boolean well() {
    return !slow && !crashed();
  }

  @Override
  public byte[] metadata(int limit) {
    return NOTHING;
  }

  @Override
  public void message(byte[] payload) {}

  @Override
  public List<byte[]> broadcasts(int overhead, int limit) {
    return List.of();
  }

  @Override
  public byte[] localState(boolean join) {
    return NOTHING;
  }

  @Override
  public void mergeRemoteState(byte[] state, boolean join) {}

  @Override
  public void joined(Peer peer) {}

  @Override
  public void left(Peer peer) {
    simulation.buried(this, index(peer.name()));
  }

  @Override
  public void updated(Peer peer) {}

  @Override
  public Optional<String> refuseAlive(Peer peer) {
    return Optional.empty();
  }

  @Override
  public Optional<String> refuseMerge(List<Peer> peers) {
    return Optional.empty();
  }

  @Override
  public void conflict(Peer existing, Peer other) {
    throw new AssertionError("conflict about " + existing.name());
  }

  @Override
  public byte[] ackPayload() {
    return NOTHING;
  }

  @Override
  public void pingCompleted(Peer peer, Duration roundTrip, byte[] payload) {}
}
