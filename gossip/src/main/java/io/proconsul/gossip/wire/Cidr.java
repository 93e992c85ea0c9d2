package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import java.util.List;
import java.util.function.Predicate;

/** A network, such as {@code 10.0.0.0/8}. */
public record Cidr(IpAddress network, int bits) {
  /** @throws DecodeException in memberlist's words */
  public static Cidr parse(String text) {
    String trimmed = text.strip();
    int slash = trimmed.indexOf('/');
    try {
      IpAddress network = IpAddress.parse(trimmed.substring(0, Math.max(0, slash)));
      int bits = Integer.parseInt(trimmed.substring(slash + 1));
      if (bits < 0 || bits > network.bytes().length * 8) {
        throw new DecodeException("invalid cidr: " + text);
      }
      return new Cidr(network, bits);
    } catch (NumberFormatException | DecodeException _) {
      throw new DecodeException("invalid cidr: " + text);
    }
  }

  /** What is in one of the networks; all when there is none. */
  public static Predicate<IpAddress> anyOf(List<Cidr> networks) {
    List<Cidr> fixed = List.copyOf(networks);
    return ip -> fixed.isEmpty() || fixed.stream().anyMatch(network -> network.contains(ip));
  }

  public boolean contains(IpAddress ip) {
    byte[] ours = network.bytes();
    byte[] theirs = ip.bytes();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      if (((ours[i / 8] ^ theirs[i / 8]) & 0x80 >> i % 8) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network + "/" + bits;
  }
}
