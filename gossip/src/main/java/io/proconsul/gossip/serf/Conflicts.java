package io.proconsul.gossip.serf;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.serf.message.ConflictAnswer;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.swim.Peer;
import io.proconsul.gossip.wire.NodeAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Two nodes claim one name: both ask all others which one they know, and the one that most do not
 * know gives up. Owned by {@link Serf}.
 */
final class Conflicts implements RunningQueries.Asker {
  static final String QUERY = "_serf_conflict";

  private final LocalNode self;
  private final boolean resolve;
  private final Outbox out;
  private final MemberTable table;
  private final Queries queries;
  private boolean asking;
  private int answers;
  private int forThisNode;

  Conflicts(Queries.Context context, Queries queries) {
    this.self = context.self();
    this.resolve = context.settings().resolveConflicts();
    this.out = context.out();
    this.table = context.table();
    this.queries = queries;
  }

  /** @param timeout of a query to the pool as it is now */
  void seen(Peer existing, Peer other, Duration timeout) {
    if (!existing.name().equals(self.name())) {
      out.warn("Name conflict for '" + existing.name() + "' both " + existing.address() + " and "
          + other.address() + " are claiming");
      return;
    }
    out.error("Node name conflicts with another node at " + other.address()
        + ". Names must be unique! (Resolution enabled: " + resolve + ")");
    if (resolve && !asking) {
      asking = true;
      answers = 0;
      forThisNode = 0;
      byte[] name = self.name().getBytes(StandardCharsets.UTF_8);
      queries.ask(new SerfMessage.NamedPayload(QUERY, name), QueryParams.DEFAULT, timeout, this);
    }
  }

  /** Another node asks whom this one knows under a name. */
  void asked(SerfEvent.QueryReceived query) {
    String name = new String(query.query().content().payload(), StandardCharsets.UTF_8);
    if (name.equals(self.name())) {
      return;
    }
    MemberTable.Entry entry = table.find(name);
    byte[] answer = entry == null ? ConflictAnswer.unknown() : answer(entry.member());
    queries
        .respond(query, answer)
        .ifPresent(error -> out.error("Failed to respond to conflict query: " + error));
  }

  private static byte[] answer(Member member) {
    return new ConflictAnswer(
            member.name(),
            member.address(),
            member.tags(),
            member.status().number(),
            member.versions())
        .toBytes();
  }

  @Override
  public void acknowledged(String node) {}

  @Override
  public void answered(String node, byte[] payload) {
    try {
      NodeAddress known = ConflictAnswer.readAddress(payload);
      answers++;
      if (self.address().equals(known)) {
        forThisNode++;
      }
    } catch (DecodeException e) {
      out.error("Failed to decode conflict query response: " + e.getMessage());
    }
  }

  /** All that will answer have. */
  @Override
  public void finished() {
    asking = false;
    String votes = " in name conflict resolution";
    String count = " [" + forThisNode + " / " + answers + "]";
    if (forThisNode >= answers / 2 + 1) {
      out.info("majority" + votes + count);
      return;
    }
    out.warn("minority" + votes + ", quiting" + count);
    out.add(new SerfEffect.ConflictLost());
  }
}
