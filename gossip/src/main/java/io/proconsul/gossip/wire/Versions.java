package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;

/**
 * What a member understands and speaks: memberlist's own protocol, and that of what is built on it.
 */
public record Versions(Range protocol, Range delegate) {
  /** One protocol: the versions understood, and the one spoken. */
  public record Range(int min, int max, int current) {}

  /** Memberlist's protocol as Consul speaks it, and Serf's. */
  public static final Versions SERF = new Versions(new Range(1, 5, 2), new Range(2, 5, 4));

  /** @throws DecodeException when there are not six */
  public static Versions of(byte[] vsn) {
    if (vsn.length != 6) {
      throw new DecodeException(vsn.length + " protocol versions instead of 6");
    }
    return new Versions(range(vsn, 0), range(vsn, 3));
  }

  private static Range range(byte[] vsn, int at) {
    return new Range(vsn[at] & 0xff, vsn[at + 1] & 0xff, vsn[at + 2] & 0xff);
  }

  public byte[] toBytes() {
    return new byte[] {
      (byte) protocol.min, (byte) protocol.max, (byte) protocol.current,
      (byte) delegate.min, (byte) delegate.max, (byte) delegate.current
    };
  }
}
