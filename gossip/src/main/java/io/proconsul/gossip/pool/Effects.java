package io.proconsul.gossip.pool;

import io.proconsul.gossip.serf.SerfEffect;
import io.proconsul.gossip.serf.SerfEvent;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.swim.Effect;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Does what Serf wants done outside: writes, delivers, completes. Called on the machine's thread,
 * so whatever takes time is handed on. Owned by the pool.
 */
final class Effects implements Consumer<SerfEffect> {
  private final Sinks sinks;
  private final Actions actions;
  private final Logger log;

  /** Where to. */
  record Sinks(
      PoolListener listener,
      Deliveries deliveries,
      Asks asks,
      @Nullable SnapshotFile snapshot) {}

  /** What the pool does. */
  interface Actions {
    void reconnect(NodeAddress address);

    void keysChanged(Keyring keyring, SerfEvent.QueryReceived query);

    void conflictLost();

    Optional<String> respond(SerfEvent.QueryReceived query, byte[] answer);
  }

  /** Of the step under way. */
  private final List<SerfEvent> events = new ArrayList<>();

  Effects(Sinks sinks, Actions actions, Logger log) {
    this.sinks = sinks;
    this.actions = actions;
    this.log = log;
  }

  @Override
  public void accept(SerfEffect effect) {
    switch (effect) {
      case SerfEffect.Happened(SerfEvent event) -> {
        SnapshotFile snapshot = sinks.snapshot;
        if (snapshot != null) {
          snapshot.happened(event);
        }
      }
      case SerfEffect.Deliver(SerfEvent event) -> events.add(event);
      case SerfEffect.Acknowledged(long token, String node) -> {
        QueryListener listener = sinks.asks.query(token);
        if (listener != null) {
          listener.acknowledged(node);
        }
      }
      case SerfEffect.Answered(long token, String node, byte[] payload) -> {
        QueryListener listener = sinks.asks.query(token);
        if (listener != null) {
          listener.response(node, payload);
        }
      }
      case SerfEffect.QueryFinished(long token) -> {
        QueryListener listener = sinks.asks.query(token);
        sinks.asks.forget(token);
        if (listener != null) {
          listener.finished();
        }
      }
      case SerfEffect.BroadcastSent(long token) -> sinks.asks.sent(token);
      case SerfEffect.Reconnect(String _, NodeAddress address) -> actions.reconnect(address);
      case SerfEffect.KeysChanged(Keyring keyring, SerfEvent.QueryReceived query) ->
        actions.keysChanged(keyring, query);
      case SerfEffect.ConflictLost _ -> actions.conflictLost();
      case SerfEffect.Note(Effect.Level level, String text) -> note(level, text);
      case SerfEffect.Tell _ -> throw new IllegalStateException("a message is the membership's");
    }
  }

  /** Hands on what has happened, once the members that it is about can be seen. */
  void tell() {
    for (SerfEvent event : events) {
      sinks.deliveries.offer(() -> deliver(event));
    }
    events.clear();
  }

  private void deliver(SerfEvent event) {
    switch (event) {
      case SerfEvent.MembersChanged(var change, var members) ->
        sinks.listener.membersChanged(change, members);
      case SerfEvent.UserEventReceived(SerfMessage.UserEvent received) ->
        sinks.listener.userEvent(
            received.ltime(), received.name(), received.payload(), received.coalesce());
      case SerfEvent.QueryReceived query -> {
        sinks.listener.query(new PoolQuery(
            query.query().ltime(),
            query.query().content().name(),
            query.query().content().payload(),
            query.query().sourceNode(),
            answer -> actions.respond(query, answer)));
      }
    }
  }

  private void note(Effect.Level level, String text) {
    switch (level) {
      case DEBUG -> log.debug("serf: {}", text);
      case INFO -> log.info("serf: {}", text);
      case WARN -> log.warn("serf: {}", text);
      case ERROR -> log.error("serf: {}", text);
    }
  }
}
