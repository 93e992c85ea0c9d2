package io.proconsul.agent.cluster;

import io.proconsul.agent.rpc.Peer;
import io.proconsul.agent.rpc.RpcCall;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A call that arrived, and what was answered. */
final class TestingCall implements RpcCall {
  private final String method;
  private final byte[] args;
  private Runnable gone = () -> {};
  final List<byte[]> bodies = new ArrayList<>();
  final List<String> errors = new ArrayList<>();

  TestingCall(String method, byte[] args) {
    this.method = method;
    this.args = args;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public byte[] args() {
    return args;
  }

  @Override
  public Peer peer() {
    return new Peer(new InetSocketAddress("192.0.2.9", 1), false, false);
  }

  @Override
  public void reply(byte[] body) {
    bodies.add(body);
  }

  @Override
  public void fail(String text) {
    errors.add(text);
  }

  @Override
  public void onGone(Runnable task) {
    gone = task;
  }

  /** The caller goes. */
  void leave() {
    gone.run();
  }

  /** The bytes of the only answer, as text in which strings can be found. */
  String body() {
    if (bodies.size() != 1 || !errors.isEmpty()) {
      throw new AssertionError(bodies.size() + " answers, errors " + errors);
    }
    return new String(bodies.getFirst(), StandardCharsets.ISO_8859_1);
  }
}
