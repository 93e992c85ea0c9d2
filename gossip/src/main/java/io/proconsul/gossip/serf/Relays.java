package io.proconsul.gossip.serf;

import io.proconsul.gossip.serf.message.MessageWriter;
import io.proconsul.gossip.serf.message.SerfMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends answers also by way of other members, for the case that the direct way loses them. */
final class Relays {
  /** Memberlist's version from which on members relay. */
  private static final int UNDERSTOOD_FROM = 5;

  private final Queries.Context context;

  Relays(Queries.Context context) {
    this.context = context;
  }

  int present() {
    return context.table().present();
  }

  /** Why it was not sent although the query wants it, in Serf's words. */
  Optional<String> send(SerfMessage.Query query, byte[] answer) {
    int factor = query.relayFactor();
    if (factor == 0 || context.table().size() < factor + 1) {
      return Optional.empty();
    }
    byte[] relayed =
        MessageWriter.write(new SerfMessage.Relay(query.source(), query.sourceNode(), answer));
    int limit = context.settings().limits().responseBytes();
    if (relayed.length > limit) {
      return Optional.of("relayed response exceeds limit of " + limit + " bytes");
    }
    List<Member> able = new ArrayList<>(context.table().in(MemberStatus.ALIVE));
    able.removeIf(member -> member.name().equals(context.self().name())
        || member.versions().protocol().max() < UNDERSTOOD_FROM);
    for (int i = 0; i < factor && !able.isEmpty(); i++) {
      Member member = able.remove(context.random().nextInt(able.size()));
      context.out().tell(member.address(), relayed);
    }
    return Optional.empty();
  }
}
