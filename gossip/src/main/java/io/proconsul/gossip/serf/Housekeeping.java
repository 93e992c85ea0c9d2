package io.proconsul.gossip.serf;

import io.proconsul.gossip.swim.BroadcastQueue;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What is done from time to time. Owned by {@link Serf}. */
final class Housekeeping {
  private static final long QUEUE_CHECK_NANOS = Duration.ofSeconds(30).toNanos();

  /** A larger pool has more to say: twice its members may wait. */
  private static final int LEAST_QUEUE = 4096;

  private static final long NOT_STARTED = -1;

  private final SerfSettings settings;
  private final MemberRules members;
  private final RandomGenerator random;
  private long nextReap = NOT_STARTED;
  private long nextReconnect;
  private long nextQueueCheck;

  Housekeeping(SerfSettings settings, MemberRules members, RandomGenerator random) {
    this.settings = settings;
    this.members = members;
    this.random = random;
  }

  void due(Outbox out, Map<String, BroadcastQueue> queues) {
    long now = out.now();
    if (nextReap == NOT_STARTED) {
      nextReap = now + settings.timing().reap().toNanos();
      nextReconnect = now + settings.timing().reconnect().toNanos();
      nextQueueCheck = now + QUEUE_CHECK_NANOS;
    }
    members.pruneDue();
    if (now >= nextReap) {
      nextReap = now + settings.timing().reap().toNanos();
      members.reap();
    }
    if (now >= nextReconnect) {
      nextReconnect = now + settings.timing().reconnect().toNanos();
      members.reconnect(random);
    }
    if (now >= nextQueueCheck) {
      nextQueueCheck = now + QUEUE_CHECK_NANOS;
      queues.forEach((name, queue) -> {
        if (queue.size() >= settings.limits().queueWarning()) {
          out.warn(name + " queue depth: " + queue.size());
        }
        int most = Math.max(LEAST_QUEUE, 2 * members.table().size());
        if (queue.size() > most) {
          out.warn(name + " queue depth (" + queue.size() + ") exceeds limit (" + most
              + "), dropping messages!");
          queue.prune(most);
        }
      });
    }
  }

  long nextDeadline() {
    return Math.min(
        members.table().nextPrune(), Math.min(nextReap, Math.min(nextReconnect, nextQueueCheck)));
  }
}
