package io.proconsul.gossip.pool;

import io.proconsul.gossip.serf.KeyResponse;
import io.proconsul.gossip.serf.Member;
import io.proconsul.gossip.serf.QueryParams;
import io.proconsul.gossip.vivaldi.Coordinate;
import io.proconsul.gossip.wire.NodeAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This node in a gossip pool: the LAN pool of its datacenter or the WAN pool of servers. Methods
 * may be called from any thread; those that say that they wait want a virtual one. {@link #close}
 * stops without leaving: the others will see a failure.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class GossipPool implements AutoCloseable {
  private GossipPool() {}

  /**
   * Binds and starts; members of the snapshot are joined in the background.
   *
   * @throws IOException when it cannot bind or the snapshot cannot be opened
   * @throws GossipException when settings are wrong
   */
  public static GossipPool start(PoolSettings settings, PoolListener listener) throws IOException {
    throw new UnsupportedOperationException("to come: " + settings + listener);
  }

  /** Sorted by name; those that left or failed too, until they are reaped. */
  public List<Member> members() {
    throw new UnsupportedOperationException();
  }

  public Member localMember() {
    throw new UnsupportedOperationException();
  }

  /** What the others are told, with the port that was bound. */
  public NodeAddress localAddress() {
    throw new UnsupportedOperationException();
  }

  /**
   * Exchanges members with each host; waits.
   *
   * @param hosts such as {@code 10.0.0.1}, {@code a.example:8301}, {@code [::1]:8301} or
   *     {@code node/10.0.0.1:8301}; a name counts with each of its addresses
   * @param ignoreOldEvents whether user events from before the join are not told
   */
  public JoinResult join(List<String> hosts, boolean ignoreOldEvents) {
    throw new UnsupportedOperationException("to come: " + hosts + ignoreOldEvents);
  }

  /** Says that this node leaves, and waits, for a bounded time, until the others know. */
  public void leave() {
    throw new UnsupportedOperationException();
  }

  /** Whether {@link #leave} was called. */
  public boolean left() {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes a failed member one that left; waits until that was sent.
   *
   * @param prune whether it is also forgotten at once
   * @throws GossipException when it could not be sent in time
   */
  public void forceLeave(String name, boolean prune) {
    throw new UnsupportedOperationException("to come: " + name + prune);
  }

  /**
   * Tells an event to every member, this one included.
   *
   * @param coalesce whether of several of that name the newest may do
   * @throws GossipException when it is too large
   */
  public void userEvent(String name, byte[] payload, boolean coalesce) {
    throw new UnsupportedOperationException("to come: " + name + payload.length + coalesce);
  }

  /**
   * Asks the members.
   *
   * @return how long answers are taken
   * @throws GossipException when it is too large
   */
  public Duration query(String name, byte[] payload, QueryParams params, QueryListener answers) {
    throw new UnsupportedOperationException("to come: " + name + payload.length + params + answers);
  }

  /**
   * Adds a key everywhere; waits for all members or the query's time. {@link KeyResponse#failure}
   * tells whether all succeeded; the same holds for the next three.
   *
   * @param key base64
   * @param relayFactor through how many members each answer also comes
   * @throws GossipException when the key is no base64
   */
  public KeyResponse installKey(String key, int relayFactor) {
    throw new UnsupportedOperationException("to come: " + key.length() + relayFactor);
  }

  /** Encrypts with that installed key everywhere. */
  public KeyResponse useKey(String key, int relayFactor) {
    throw new UnsupportedOperationException("to come: " + key.length() + relayFactor);
  }

  /** Removes a key everywhere; the primary one cannot be removed. */
  public KeyResponse removeKey(String key, int relayFactor) {
    throw new UnsupportedOperationException("to come: " + key.length() + relayFactor);
  }

  public KeyResponse listKeys(int relayFactor) {
    throw new UnsupportedOperationException("to come: " + relayFactor);
  }

  /**
   * Replaces this node's tags.
   *
   * @throws GossipException when they are longer than 512 bytes encoded
   */
  public void setTags(Map<String, String> tags) {
    throw new UnsupportedOperationException("to come: " + tags);
  }

  /** This node's. */
  public Coordinate coordinate() {
    throw new UnsupportedOperationException();
  }

  /** As last heard from that node; empty before its first answer to a probe. */
  public Optional<Coordinate> coordinate(String node) {
    throw new UnsupportedOperationException("to come: " + node);
  }

  /** The round trip to a node, estimated from the coordinates. */
  public Optional<Duration> rtt(String node) {
    throw new UnsupportedOperationException("to come: " + node);
  }

  /**
   * As Serf's: {@code members}, {@code failed}, {@code left}, {@code health_score},
   * {@code member_time}, {@code event_time}, {@code query_time}, {@code intent_queue},
   * {@code event_queue}, {@code query_queue}, {@code encrypted}, {@code coordinate_resets}.
   */
  public Map<String, String> stats() {
    throw new UnsupportedOperationException();
  }

  /** Stops without leaving; what was taken in is told before it returns. Idempotent. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
