package io.proconsul.agent.config.sockaddr;

import java.net.InetAddress;
import java.util.List;

/** A machine with a loopback, one network of its site, and one of the world. */
public record TestingInterfaces(List<Bound> all) implements Interfaces {
  public static final TestingInterfaces ONE_PRIVATE = new TestingInterfaces(List.of(
      bound("lo", "127.0.0.1", 8, false),
      bound("eth0", "10.1.2.3", 16, true),
      bound("eth0", "fd00::2", 64, true),
      bound("eth1", "8.8.4.4", 24, false)));

  public static final TestingInterfaces NONE = new TestingInterfaces(List.of());

  public static final TestingInterfaces TWO_PRIVATE = new TestingInterfaces(
      List.of(bound("eth0", "10.1.2.3", 16, true), bound("eth1", "192.168.0.7", 24, true)));

  private static Bound bound(String name, String address, int prefix, boolean routed) {
    InetAddress literal = InetAddress.ofLiteral(address);
    List<String> flags =
        literal.isLoopbackAddress() ? List.of("up", "loopback") : List.of("up", "broadcast");
    return new Bound(name, literal, prefix, flags, routed);
  }
}
