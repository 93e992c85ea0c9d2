package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.PeerId;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.Membership.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The memberships that the log holds, and between them and JRaft's names the translation. JRaft
 * tells a machine of changes only sometimes, so this hears what is written to the log, on the disk
 * thread.
 *
 * <p>Members are named by node id, with a number behind that tells followers without a vote: JRaft
 * compares whole names, so that giving a vote is one change of one entry, and a server's own timer
 * for elections runs before it has a vote as well as after.
 */
final class Memberships {
  /** Part of a member's name in JRaft, stored in the log; nothing listens on it. */
  private static final int PORT = 8300;

  private static final int NON_VOTER = 1;

  /** More than one only while entries that may be cut off again are in the log. */
  private static final int MAX_KEPT = 16;

  private final Consumer<Membership> changed;
  private final Deque<Membership> kept = new ArrayDeque<>();
  private volatile Membership newest = Membership.NONE;

  /** The consumer hears of each new one, one at a time and in order. */
  Memberships(Consumer<Membership> changed) {
    this.changed = changed;
  }

  static PeerId voter(String nodeId) {
    return new PeerId(nodeId, PORT);
  }

  static PeerId nonVoter(String nodeId) {
    return new PeerId(nodeId, PORT, NON_VOTER);
  }

  static Configuration configuration(Membership membership) {
    var result = new Configuration();
    for (var member : membership.members()) {
      if (member.voter()) {
        result.addPeer(voter(member.nodeId()));
      } else {
        result.addLearner(nonVoter(member.nodeId()));
      }
    }
    return result;
  }

  /** Both lists as the log has them; the second may be absent. */
  static Membership membership(
      long index, Collection<PeerId> voters, @Nullable Collection<PeerId> others) {
    var members = new ArrayList<Member>();
    voters.forEach(peer -> members.add(new Member(peer.getIp(), true, false)));
    if (others != null) {
      others.forEach(peer -> members.add(new Member(peer.getIp(), false, false)));
    }
    return new Membership(index, members);
  }

  static List<PeerId> parse(Collection<String> names) {
    return names.stream().map(PeerId::parsePeer).toList();
  }

  Membership newest() {
    return newest;
  }

  /** Written to the log, loaded from it, or contained in a snapshot. */
  synchronized void add(Membership membership) {
    if (!kept.isEmpty() && kept.getLast().index() > membership.index()) {
      return;
    }
    kept.addLast(membership);
    if (kept.size() > MAX_KEPT) {
      kept.removeFirst();
    }
    publish();
  }

  /** The log's entries behind this one are gone. */
  synchronized void cut(long lastKept) {
    while (kept.size() > 1 && kept.getLast().index() > lastKept) {
      kept.removeLast();
    }
    publish();
  }

  private void publish() {
    var latest = kept.peekLast();
    if (latest != null && !latest.equals(newest)) {
      var same = latest.members().equals(newest.members());
      newest = latest;
      if (!same) {
        changed.accept(latest);
      }
    }
  }
}
