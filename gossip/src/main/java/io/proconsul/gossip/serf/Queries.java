package io.proconsul.gossip.serf;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.serf.message.MessageWriter;
import io.proconsul.gossip.serf.message.QueryFilter;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.serf.recent.LamportClock;
import io.proconsul.gossip.serf.recent.RecentQueries;
import io.proconsul.gossip.swim.BroadcastQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Questions to all: asking, being asked, and answering. Owned by {@link Serf}. */
final class Queries {
  private static final String INTERNAL = "_serf_";
  private static final byte[] NOTHING = {};
  private static final Duration LONGEST = Duration.ofDays(1);

  private final LocalNode self;
  private final SerfSettings.Limits limits;
  private final Outbox out;
  private final BroadcastQueue queue;
  private final Relays relays;
  private final LamportClock clock;
  private final RecentQueries recent;
  private final RandomGenerator random;
  private final RunningQueries running = new RunningQueries();
  private final Consumer<SerfEvent.QueryReceived> internal;

  /**
   * @param last the query clock of the time before a restart; 0 for none
   * @param internal takes Serf's own queries
   */
  Queries(
      Context context,
      BroadcastQueue queue,
      long last,
      Consumer<SerfEvent.QueryReceived> internal) {
    this.self = context.self();
    this.limits = context.settings().limits();
    this.out = context.out();
    this.queue = queue;
    this.internal = internal;
    this.random = context.random();
    this.relays = new Relays(context);
    this.clock = new LamportClock(1);
    clock.witness(last);
    this.recent = new RecentQueries(limits.recent(), last + 1);
  }

  /** What the parts of the machine share. */
  record Context(
      LocalNode self,
      SerfSettings settings,
      Outbox out,
      MemberTable table,
      RandomGenerator random) {}

  LamportClock clock() {
    return clock;
  }

  /**
   * Asks.
   *
   * @param timeout how long answers are taken
   * @throws IllegalArgumentException in Serf's words when the query is too large
   */
  void ask(
      SerfMessage.NamedPayload content,
      QueryParams params,
      Duration timeout,
      RunningQueries.Asker asker) {
    SerfMessage.Query query = new SerfMessage.Query(
        clock.time(),
        random.nextInt(Integer.MAX_VALUE),
        self.address(),
        self.name(),
        filters(params),
        params.acknowledge() ? SerfMessage.Query.ACKNOWLEDGE : 0,
        params.relayFactor(),
        timeout,
        content);
    byte[] bytes = MessageWriter.write(query);
    if (bytes.length > limits.queryBytes()) {
      throw new IllegalArgumentException(
          "query exceeds limit of " + limits.queryBytes() + " bytes");
    }
    if (running.full()) {
      throw new IllegalArgumentException("too many queries are running");
    }
    running.add(query, asker, deadline(timeout), Math.max(1, relays.present()));
    received(query);
    queue.add("", bytes);
  }

  private static List<byte[]> filters(QueryParams params) {
    List<byte[]> filters = new ArrayList<>();
    if (!params.nodes().isEmpty()) {
      filters.add(new QueryFilter.Nodes(params.nodes()).toBytes());
    }
    new TreeMap<>(params.tags())
        .forEach((tag, expression) -> filters.add(new QueryFilter.Tag(tag, expression).toBytes()));
    return filters;
  }

  /** A query came; whether it is news, which is to be sent on. */
  boolean received(SerfMessage.Query query) {
    clock.witness(query.ltime());
    if (recent.tooOld(query, clock.time())) {
      out.warn("received old query " + query.content().name() + " from time " + query.ltime()
          + " (current: " + clock.time() + ")");
      return false;
    }
    if (!recent.add(query)) {
      return false;
    }
    if (passes(query)) {
      if (query.acknowledge()) {
        acknowledge(query);
      }
      happened(new SerfEvent.QueryReceived(query, deadline(query.timeout())));
    }
    return query.broadcast();
  }

  private void happened(SerfEvent.QueryReceived query) {
    out.add(new SerfEffect.Happened(query));
    if (query.query().content().name().startsWith(INTERNAL)) {
      internal.accept(query);
    } else {
      out.add(new SerfEffect.Deliver(query));
    }
  }

  private boolean passes(SerfMessage.Query query) {
    try {
      for (byte[] filter : query.filters()) {
        if (!QueryFilter.read(filter).passes(self.name(), self.tags())) {
          return false;
        }
      }
      return true;
    } catch (DecodeException e) {
      out.warn("query not processed: " + e.getMessage());
      return false;
    }
  }

  private void acknowledge(SerfMessage.Query query) {
    SerfMessage.Answer answer = new SerfMessage.Answer(
        query.ltime(), query.id(), self.name(), SerfMessage.Query.ACKNOWLEDGE, NOTHING);
    send(query, answer, MessageWriter.write(answer))
        .ifPresent(error -> out.error("failed to relay ack: " + error));
  }

  /** How long the answer to a query would be on the wire. */
  int answerLength(SerfMessage.Query query, byte[] payload) {
    return MessageWriter.write(answer(query, payload)).length;
  }

  /** Answers; why that was not done, in Serf's words. */
  Optional<String> respond(SerfEvent.QueryReceived received, byte[] payload) {
    SerfMessage.Query query = received.query();
    SerfMessage.Answer answer = answer(query, payload);
    byte[] bytes = MessageWriter.write(answer);
    if (bytes.length > limits.responseBytes()) {
      return Optional.of("response exceeds limit of " + limits.responseBytes() + " bytes");
    }
    if (out.now() > received.deadline()) {
      return Optional.of("response is past the deadline");
    }
    if (!recent.answer(query)) {
      return Optional.of("response already sent");
    }
    return send(query, answer, bytes);
  }

  private SerfMessage.Answer answer(SerfMessage.Query query, byte[] payload) {
    return new SerfMessage.Answer(query.ltime(), query.id(), self.name(), 0, payload);
  }

  private Optional<String> send(SerfMessage.Query query, SerfMessage.Answer answer, byte[] bytes) {
    if (query.source().equals(self.address()) && query.sourceNode().equals(self.name())) {
      // To itself no packet can get lost.
      answered(answer);
      return Optional.empty();
    }
    out.tell(query.source(), bytes);
    return relays.send(query, bytes);
  }

  void answered(SerfMessage.Answer answer) {
    if (!running.answered(answer, out.now())) {
      out.debug("no use for the reply to query (LTime: " + answer.ltime() + ", ID: " + answer.id()
          + ") From: " + answer.from());
    }
  }

  void finishDue() {
    running.finishDue(out.now());
  }

  long nextDeadline() {
    return running.nextDeadline();
  }

  /** A stranger's timeout may be anything. */
  private long deadline(Duration timeout) {
    return out.now()
        + (timeout.compareTo(LONGEST) > 0 || timeout.isNegative() ? LONGEST : timeout).toNanos();
  }
}
