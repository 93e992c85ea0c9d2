package io.proconsul.gossip.serf;

import io.proconsul.gossip.serf.message.MessageReader;
import io.proconsul.gossip.serf.message.MessageWriter;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.serf.message.TagText;
import io.proconsul.gossip.swim.Peer;
import io.proconsul.gossip.swim.Tuning;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Serf on a node called {@code self}, whose membership and time are the test's. */
final class TestingSerf {
  static final SerfMessage.Clocks NEW = new SerfMessage.Clocks(0, 0, 0);

  final Serf serf;
  private final List<SerfEffect> effects = new ArrayList<>();
  private long now;

  TestingSerf() {
    this(SerfSettings.CONSUL);
  }

  TestingSerf(SerfSettings settings) {
    this(settings, null, NEW);
  }

  TestingSerf(SerfSettings settings, @Nullable Keyring keyring, SerfMessage.Clocks clocks) {
    LocalNode self = new LocalNode("self", address(1), Map.of("role", "web"), keyring);
    Serf.Parts parts = new Serf.Parts(clocks, new Random(1), _ -> Optional.empty());
    serf = new Serf(self, settings, Tuning.LAN.spreading(), parts);
    serf.now(0);
    serf.due();
    join("self", 1);
    take();
  }

  static NodeAddress address(int last) {
    return new NodeAddress(new IpAddress(new byte[] {10, 0, 0, (byte) last}), 8301);
  }

  static Peer peer(String name, int last, Map<String, String> tags) {
    return new Peer(name, address(last), TagText.encode(tags), Peer.State.ALIVE, Versions.SERF);
  }

  void join(String name, int last) {
    serf.joined(peer(name, last, Map.of()));
  }

  /** Others say that it is dead. */
  void gone(String name) {
    serf.left(peer(name, Peer.State.DEAD));
  }

  /** It says so itself. */
  void saysGoodbye(String name) {
    serf.left(peer(name, Peer.State.LEFT));
  }

  private static Peer peer(String name, Peer.State state) {
    return new Peer(name, address(9), TagText.encode(Map.of()), state, Versions.SERF);
  }

  void hear(SerfMessage message) {
    serf.message(MessageWriter.write(message));
  }

  void pass(Duration time) {
    long end = now + time.toNanos();
    while (serf.nextDeadline() <= end) {
      now = Math.max(now, serf.nextDeadline());
      serf.now(now);
      serf.due();
      effects.addAll(serf.takeEffects());
    }
    now = end;
    serf.now(now);
  }

  /** All since the last call. */
  List<SerfEffect> take() {
    effects.addAll(serf.takeEffects());
    List<SerfEffect> taken = List.copyOf(effects);
    effects.clear();
    return taken;
  }

  <E extends SerfEffect> List<E> take(Class<E> kind) {
    return take().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What users were told since the last call, a line each. */
  List<String> told() {
    return take(SerfEffect.Deliver.class).stream()
        .map(deliver -> switch (deliver.event()) {
          case SerfEvent.MembersChanged(MemberChange change, List<Member> members) ->
            change.name() + " " + members.stream().map(Member::name).toList();
          case SerfEvent.UserEventReceived(SerfMessage.UserEvent event) ->
            "event " + event.name() + " " + new String(event.payload(), StandardCharsets.UTF_8);
          case SerfEvent.QueryReceived(SerfMessage.Query query, long _) ->
            "query " + query.content().name();
        })
        .toList();
  }

  /** What is waiting to be told to the others; each is taken once. */
  List<SerfMessage> broadcasts() {
    return serf.broadcasts(2, 100_000).stream().map(MessageReader::read).toList();
  }

  MemberStatus status(String name) {
    return serf.members().stream()
        .filter(member -> member.name().equals(name))
        .map(Member::status)
        .findFirst()
        .orElse(MemberStatus.NONE);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static SerfMessage.UserEvent event(long ltime, String name, String payload) {
    return new SerfMessage.UserEvent(ltime, name, bytes(payload), false);
  }

  /** Asked by the member {@code b} at 10.0.0.2. */
  static SerfMessage.Query query(long ltime, long id, String name, byte[]... filters) {
    return new SerfMessage.Query(
        ltime,
        id,
        address(2),
        "b",
        List.of(filters),
        SerfMessage.Query.ACKNOWLEDGE,
        0,
        Duration.ofSeconds(5),
        new SerfMessage.NamedPayload(name, bytes("p")));
  }
}
