package io.proconsul.gossip.serf;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.serf.message.MessageReader;
import io.proconsul.gossip.serf.message.MessageWriter;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.serf.message.TagText;
import io.proconsul.gossip.serf.recent.LamportClock;
import io.proconsul.gossip.swim.BroadcastQueue;
import io.proconsul.gossip.swim.Delegate;
import io.proconsul.gossip.swim.Peer;
import io.proconsul.gossip.swim.Settings;
import io.proconsul.gossip.swim.Tuning;
import io.proconsul.gossip.vivaldi.Coordinate;
import io.proconsul.gossip.wire.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Serf: what members tell each other beside that they are there. A pure machine, owned by
 * {@link SerfMachine}, which sets the time and fetches the effects; all on one thread.
 */
public final class Serf implements Delegate {
  /** Between two checks by {@link Housekeeping}, whose limit is lower. */
  private static final int INTENTS_QUEUED = 65_536;

  private static final int OTHERS_QUEUED = 8192;
  private static final int QUERY_TIMEOUT_MULTIPLIER = 16;

  private final LocalNode self;
  private final Parts parts;
  private final Duration gossipInterval;
  private final Outbox out;
  private final LamportClock clock = new LamportClock(1);
  private final BroadcastQueue intents;
  private final BroadcastQueue events;
  private final BroadcastQueue queries;
  private final MemberRules members;
  private final UserEvents userEvents;
  private final Queries asking;
  private final KeyQueries keys;
  private final Conflicts conflicts;
  private final Coordinates coordinates;
  private final Housekeeping housekeeping;
  private boolean ignoringOldEvents;

  /**
   * What a machine begins with.
   *
   * @param clocks of the time before a restart, else zeros
   * @param refusal asked whether members are taken in; why not
   */
  public record Parts(
      SerfMessage.Clocks clocks,
      RandomGenerator random,
      Function<List<Member>, Optional<String>> refusal) {}

  public Serf(LocalNode self, SerfSettings settings, Tuning.Spreading spreading, Parts parts) {
    this.self = self;
    this.parts = parts;
    gossipInterval = spreading.interval();
    out = new Outbox(settings);
    intents = new BroadcastQueue(spreading.retransmits(), INTENTS_QUEUED);
    events = new BroadcastQueue(spreading.retransmits(), OTHERS_QUEUED);
    queries = new BroadcastQueue(spreading.retransmits(), OTHERS_QUEUED);
    clock.witness(parts.clocks.intents());
    members = new MemberRules(self, settings, out, clock, intents);
    userEvents = new UserEvents(settings.limits(), out, events, parts.clocks.events());
    Queries.Context context =
        new Queries.Context(self, settings, out, members.table(), parts.random);
    asking = new Queries(context, queries, parts.clocks.queries(), this::internal);
    keys = new KeyQueries(context, asking);
    conflicts = new Conflicts(context, asking);
    coordinates = new Coordinates(self.name(), parts.random, settings.coordinates());
    housekeeping = new Housekeeping(settings, members, parts.random);
  }

  void now(long now) {
    out.now(now);
  }

  /** Does what is due. */
  void due() {
    housekeeping.due(out, Map.of("Intent", intents, "Event", events, "Query", queries));
    asking.finishDue();
    out.flushDue();
  }

  long nextDeadline() {
    return Math.min(
        housekeeping.nextDeadline(), Math.min(asking.nextDeadline(), out.nextDeadline()));
  }

  List<SerfEffect> takeEffects() {
    List<SerfEffect> effects = out.take();
    for (SerfEffect effect : effects) {
      if (effect
              instanceof
              SerfEffect.Happened(SerfEvent.MembersChanged(MemberChange change, var gone))
          && change == MemberChange.REAP) {
        gone.forEach(member -> coordinates.forget(member.name()));
      }
    }
    return effects;
  }

  private void internal(SerfEvent.QueryReceived query) {
    switch (query.query().content().name()) {
      case "_serf_ping" -> {
        // the acknowledgement is the answer
      }
      case Conflicts.QUERY -> conflicts.asked(query);
      case KeyQueries.INSTALL -> keys.install(query);
      case KeyQueries.USE -> keys.use(query);
      case KeyQueries.REMOVE -> keys.remove(query);
      case KeyQueries.LIST -> keys.list(query);
      default -> out.warn("Unhandled internal query '" + query.query().content().name() + "'");
    }
  }

  // What users want.

  /** @throws IllegalArgumentException in Serf's words when it is too large */
  public void userEvent(String name, byte[] payload, boolean coalesce) {
    userEvents.send(name, payload, coalesce);
  }

  /**
   * Asks all; answers come as effects with the token.
   *
   * @return how long answers are taken
   * @throws IllegalArgumentException in Serf's words when it is too large
   */
  public Duration ask(long token, SerfMessage.NamedPayload content, QueryParams params) {
    Duration timeout = params.timeout().isPositive() ? params.timeout() : queryTimeout();
    asking.ask(content, params, timeout, new TokenAsker(token));
    return timeout;
  }

  /** Tells of answers by effects. */
  private final class TokenAsker implements RunningQueries.Asker {
    private final long token;

    TokenAsker(long token) {
      this.token = token;
    }

    @Override
    public void acknowledged(String node) {
      out.add(new SerfEffect.Acknowledged(token, node));
    }

    @Override
    public void answered(String node, byte[] payload) {
      out.add(new SerfEffect.Answered(token, node, payload));
    }

    @Override
    public void finished() {
      out.add(new SerfEffect.QueryFinished(token));
    }
  }

  /** Serf's default for a pool of this size. */
  private Duration queryTimeout() {
    double log = Math.ceil(Math.log10(members.table().present() + 1.0));
    return gossipInterval.multipliedBy(QUERY_TIMEOUT_MULTIPLIER * (long) log);
  }

  /** Answers a delivered query; why that was not done, in Serf's words. */
  public Optional<String> respond(SerfEvent.QueryReceived query, byte[] payload) {
    return asking.respond(query, payload);
  }

  /** What {@link SerfEffect.KeysChanged} asked for is done, or is not for that reason. */
  public void keysSaved(SerfEvent.QueryReceived query, Optional<String> error) {
    keys.saved(query, error);
  }

  /** Announces that this node leaves; the token comes back when that was sent. */
  public void leave(long token) {
    members.leave(token);
  }

  /** Whether {@link #leave} was called. */
  public boolean leaving() {
    return members.state() == MemberRules.State.LEAVING;
  }

  /** Announces that a failed member has left; the token comes back when that was sent. */
  public void forceLeave(String node, boolean prune, long token) {
    members.forceLeave(node, prune, token);
  }

  /** Tells all that this node is there: after a join, so that older intents do not count. */
  public void announce() {
    members.announce();
  }

  /** While it does, user events from before a join are not delivered. */
  public void ignoreOldEvents(boolean ignore) {
    ignoringOldEvents = ignore;
  }

  /**
   * The membership is then to be refreshed.
   *
   * @throws IllegalArgumentException in Serf's words when the tags are too long
   */
  public void tags(Map<String, String> tags) {
    checkTags(tags);
    self.tags(tags);
  }

  /** @throws IllegalArgumentException in Serf's words when the tags are too long */
  public static void checkTags(Map<String, String> tags) {
    if (TagText.encode(tags).length > Settings.METADATA_BYTES) {
      throw new IllegalArgumentException(
          "Encoded length of tags exceeds limit of " + Settings.METADATA_BYTES + " bytes");
    }
  }

  /** What is held back is delivered: nothing comes any more. */
  public void stop() {
    out.flush();
  }

  /** Sorted by name. */
  public List<Member> members() {
    return members.table().members();
  }

  /** Rises when {@link #members} has changed. */
  public long membersVersion() {
    return members.table().version();
  }

  /** This node; not among the members only before the first event. */
  public Member localMember() {
    MemberTable.Entry entry = members.table().find(self.name());
    return entry == null
        ? new Member(self.name(), self.address(), self.tags(), MemberStatus.ALIVE, Versions.SERF)
        : entry.member();
  }

  /** How many take part. */
  public int present() {
    return members.table().present();
  }

  public Coordinate coordinate() {
    return coordinates.own();
  }

  /** As last told by that node. */
  public Optional<Coordinate> coordinate(String node) {
    return coordinates.of(node);
  }

  /** Before the next message of each kind. */
  public SerfMessage.Clocks clocks() {
    return new SerfMessage.Clocks(
        clock.time(), userEvents.clock().time(), asking.clock().time());
  }

  /** As Serf's, but for the health score, which the membership knows. */
  public Map<String, String> stats() {
    Map<String, String> stats = new LinkedHashMap<>();
    stats.put("members", count(members.table().size()));
    stats.put("failed", count(members.table().in(MemberStatus.FAILED).size()));
    stats.put("left", count(members.table().in(MemberStatus.LEFT).size()));
    stats.put("member_time", count(clock.time()));
    stats.put("event_time", count(userEvents.clock().time()));
    stats.put("query_time", count(asking.clock().time()));
    stats.put("intent_queue", count(intents.size()));
    stats.put("event_queue", count(events.size()));
    stats.put("query_queue", count(queries.size()));
    stats.put("encrypted", Boolean.toString(self.keyring() != null));
    stats.put("coordinate_resets", count(coordinates.resets()));
    return stats;
  }

  private static String count(long number) {
    return Long.toString(number);
  }

  // What the membership tells and asks.

  @Override
  public byte[] metadata(int limit) {
    return TagText.encode(self.tags());
  }

  @Override
  public void message(byte[] payload) {
    try {
      received(MessageReader.read(payload), payload);
    } catch (DecodeException e) {
      out.error("Error decoding message: " + e.getMessage());
    }
  }

  private void received(SerfMessage message, byte[] bytes) {
    switch (message) {
      case SerfMessage.Leave leave -> sendOn(intents, bytes, members.leave(leave));
      case SerfMessage.Join join -> sendOn(intents, bytes, members.join(join));
      case SerfMessage.UserEvent event -> sendOn(events, bytes, userEvents.received(event));
      case SerfMessage.Query query -> sendOn(queries, bytes, asking.received(query));
      case SerfMessage.Answer answer -> asking.answered(answer);
      case SerfMessage.Relay relay -> out.tell(relay.to(), relay.message());
      case SerfMessage.PushPull _ -> out.warn("Received a state outside an exchange");
    }
  }

  private static void sendOn(BroadcastQueue queue, byte[] bytes, boolean news) {
    if (news) {
      queue.add("", bytes);
    }
  }

  @Override
  public List<byte[]> broadcasts(int overhead, int limit) {
    List<byte[]> taken = new ArrayList<>();
    int free = limit;
    for (BroadcastQueue queue : List.of(intents, queries, events)) {
      for (byte[] message : queue.take(overhead, free, members.table().size())) {
        taken.add(message);
        free -= message.length + overhead;
      }
    }
    return taken;
  }

  @Override
  public byte[] localState(boolean join) {
    Map<String, Long> statusTimes = new LinkedHashMap<>();
    List<String> left = new ArrayList<>();
    for (MemberTable.Entry entry : members.table().entries()) {
      String name = entry.member().name();
      long time = entry.statusTime();
      if (entry.status() == MemberStatus.LEFT) {
        left.add(name);
        // A join heard since does not make the leave any later.
        time = entry.leaveTime() > 0 ? entry.leaveTime() : time;
      }
      statusTimes.put(name, time);
    }
    return MessageWriter.write(
        new SerfMessage.PushPull(clocks(), statusTimes, left, userEvents.all()));
  }

  @Override
  public void mergeRemoteState(byte[] state, boolean join) {
    try {
      if (MessageReader.read(state) instanceof SerfMessage.PushPull remote) {
        merge(remote, join);
      } else {
        out.error("Remote state has bad type prefix: " + (state[0] & 0xff));
      }
    } catch (DecodeException e) {
      out.error("Failed to decode remote state: " + e.getMessage());
    }
  }

  private void merge(SerfMessage.PushPull remote, boolean join) {
    // What the other side will send next has its clock's time; the one before has been sent.
    clock.witness(remote.clocks().intents() - 1);
    userEvents.clock().witness(remote.clocks().events() - 1);
    asking.clock().witness(remote.clocks().queries() - 1);
    Map<String, Long> times = remote.statusTimes();
    // First, as they raise the clock; they came after the join that the time is of.
    remote.left().forEach(name -> members.hasLeft(name, times.getOrDefault(name, 0L)));
    times.forEach((name, time) -> {
      if (!remote.left().contains(name)) {
        members.join(new SerfMessage.Join(time, name));
      }
    });
    if (join && ignoringOldEvents) {
      userEvents.ignoreBefore(remote.clocks().events());
    }
    remote
        .events()
        .forEach(at -> at.events()
            .forEach(event -> userEvents.received(
                new SerfMessage.UserEvent(at.ltime(), event.name(), event.payload(), false))));
  }

  @Override
  public void joined(Peer peer) {
    members.joined(peer);
  }

  @Override
  public void left(Peer peer) {
    members.left(peer);
  }

  @Override
  public void updated(Peer peer) {
    members.updated(peer);
  }

  @Override
  public Optional<String> refuseAlive(Peer peer) {
    if (peer.name().equals(self.name()) && peer.address().equals(self.address())) {
      return Optional.empty();
    }
    return refuseMerge(List.of(peer));
  }

  @Override
  public Optional<String> refuseMerge(List<Peer> peers) {
    return parts.refusal.apply(peers.stream()
        .map(peer -> MemberTable.member(
            peer, peer.state() == Peer.State.LEFT ? MemberStatus.LEFT : MemberStatus.NONE))
        .toList());
  }

  @Override
  public void conflict(Peer existing, Peer other) {
    conflicts.seen(existing, other, queryTimeout());
  }

  @Override
  public byte[] ackPayload() {
    return coordinates.payload();
  }

  @Override
  public void pingCompleted(Peer peer, Duration roundTrip, byte[] payload) {
    coordinates.measured(peer, roundTrip, payload).ifPresent(out::debug);
  }
}
