package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import io.proconsul.raftlog.PeerProgress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What a leader learns of its followers from their answers: how far they are, and until when none
 * of them will vote for another. Any thread.
 */
final class Followers {
  /** Of this leader's term; all else was said to an earlier leader. */
  private record Follower(long term, long contact, long lastIndex, long lastTerm) {}

  /** Bounded by the members there ever were. */
  private final ConcurrentHashMap<String, Follower> known = new ConcurrentHashMap<>();

  private final long leaseNanos;

  /** @param leaseNanos less than the time for which a follower stays true to a leader */
  Followers(long leaseNanos) {
    this.leaseNanos = leaseNanos;
  }

  /** @param sent when the request went out, since the follower may have had it at once */
  void answered(
      String peer, AppendEntriesRequest request, AppendEntriesResponse response, long sent) {
    if (!response.getSuccess() || response.getTerm() != request.getTerm()) {
      return;
    }
    var count = request.getEntriesCount();
    var index = request.getPrevLogIndex() + count;
    var term =
        count == 0 ? request.getPrevLogTerm() : request.getEntries(count - 1).getTerm();
    known.merge(peer, new Follower(request.getTerm(), sent, index, term), Followers::newer);
  }

  private static Follower newer(Follower before, Follower now) {
    if (now.term() != before.term()) {
      return now.term() > before.term() ? now : before;
    }
    var contact = now.contact() - before.contact() > 0 ? now.contact() : before.contact();
    return now.lastIndex() >= before.lastIndex()
        ? new Follower(now.term(), contact, now.lastIndex(), now.lastTerm())
        : new Follower(now.term(), contact, before.lastIndex(), before.lastTerm());
  }

  /** Whether a majority has answered so lately that no other leader of a later term exists. */
  boolean lease(long term, Collection<String> voters, String self) {
    var now = System.nanoTime();
    var loyal = 0;
    for (var voter : voters) {
      var follower = known.get(voter);
      if (voter.equals(self)
          || follower != null && follower.term() == term && now - follower.contact() < leaseNanos) {
        loyal++;
      }
    }
    return loyal > voters.size() / 2;
  }

  List<PeerProgress> progress(long term, Collection<String> peers) {
    var now = System.nanoTime();
    return peers.stream()
        .map(peer -> {
          var follower = known.get(peer);
          return follower == null || follower.term() != term
              ? new PeerProgress(peer, 0, 0, -1)
              : new PeerProgress(
                  peer,
                  follower.lastIndex(),
                  follower.lastTerm(),
                  TimeUnit.NANOSECONDS.toMillis(now - follower.contact()));
        })
        .toList();
  }
}
