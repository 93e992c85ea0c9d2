package io.proconsul.gossip.swim;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A delegate that writes down what it is told, one line each. For one thread. */
public class RecordingDelegate implements Delegate {
  private final String name;
  private final Consumer<String> lines;
  public final BroadcastQueue queue = new BroadcastQueue(4, 1000);
  public volatile String metadata = "role=java";
  public Optional<String> refuseAlive = Optional.empty();
  public Optional<String> refuseMerge = Optional.empty();
  private int size = 1;

  public RecordingDelegate(String name, Consumer<String> lines) {
    this.name = name;
    this.lines = lines;
  }

  @Override
  public byte[] metadata(int limit) {
    return bytes(metadata);
  }

  @Override
  public void message(byte[] payload) {
    lines.accept("MSG " + text(payload));
  }

  @Override
  public List<byte[]> broadcasts(int overhead, int limit) {
    return queue.take(overhead, limit, size);
  }

  @Override
  public byte[] localState(boolean join) {
    return bytes("state-of-" + name);
  }

  @Override
  public void mergeRemoteState(byte[] state, boolean join) {
    lines.accept("STATE " + text(state) + " join=" + join);
  }

  @Override
  public void joined(Peer peer) {
    size++;
    lines.accept("JOIN " + peer.name() + " " + peer.address() + " meta=" + text(peer.metadata()));
  }

  @Override
  public void left(Peer peer) {
    lines.accept("LEAVE " + peer.name() + " " + peer.state());
  }

  @Override
  public void updated(Peer peer) {
    lines.accept("UPDATE " + peer.name() + " meta=" + text(peer.metadata()));
  }

  @Override
  public Optional<String> refuseAlive(Peer peer) {
    return refuseAlive;
  }

  @Override
  public Optional<String> refuseMerge(List<Peer> peers) {
    return refuseMerge;
  }

  @Override
  public void conflict(Peer existing, Peer other) {
    lines.accept("CONFLICT " + existing.address() + " " + other.address());
  }

  @Override
  public byte[] ackPayload() {
    return bytes("ack-" + name);
  }

  @Override
  public void pingCompleted(Peer peer, Duration roundTrip, byte[] payload) {
    lines.accept("PING " + peer.name() + " " + text(payload));
  }

  /** The lines of a recording without those of pings. */
  public static List<String> withoutPings(List<String> lines) {
    List<String> rest = new ArrayList<>(lines);
    rest.removeIf(line -> line.startsWith("PING"));
    return rest;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
