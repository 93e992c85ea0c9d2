package io.proconsul.gossip.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages and keys for tests. */
public final class TestingWire {
  public static final NodeAddress ADDRESS = new NodeAddress(IpAddress.parse("10.0.0.1"), 8301);

  private TestingWire() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static Keyring keyring() {
    return Keyring.of(bytes("0123456789abcdef"));
  }

  public static Message.Alive alive(String name) {
    return new Message.Alive(1, name, ADDRESS, bytes("meta"), Versions.SERF);
  }

  /** One of each kind that a packet may hold. */
  public static List<Message> messages() {
    Message.Source source = new Message.Source(ADDRESS, "b");
    return List.of(
        new Message.Ping(1, "a", source),
        new Message.IndirectPing(2, ADDRESS, "a", true, source),
        new Message.Ack(1, bytes("payload")),
        new Message.Nack(2),
        new Message.Suspect(3, "a", "b"),
        alive("a"),
        new Message.Dead(4, "a", "a"),
        new Message.User(bytes("user")));
  }

  public static Message.PushPull pushPull(int members) {
    List<Message.Known> known = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      known.add(new Message.Known(alive("node" + i), i % 4));
    }
    return new Message.PushPull(true, known, bytes("user state"));
  }

  public static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
