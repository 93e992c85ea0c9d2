package io.proconsul.gossip.serf;

import io.proconsul.gossip.serf.message.SerfMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** This node's own queries whose answers are awaited. Owned by {@link Queries}. */
final class RunningQueries {
  /** At once; more are refused. */
  private static final int MOST = 4096;

  /** By Lamport time: each query of a node has its own. */
  private final TreeMap<Long, Running> byTime = new TreeMap<>();

  /** Who wants to know; each member is told once. */
  interface Asker {
    void acknowledged(String node);

    void answered(String node, byte[] payload);

    void finished();
  }

  /** @param most how many members there were: more do not answer */
  private record Running(
      Asker asker,
      long id,
      long deadline,
      int most,
      Set<String> acknowledged,
      Set<String> answered) {}

  boolean full() {
    return byTime.size() >= MOST;
  }

  void add(SerfMessage.Query query, Asker asker, long deadline, int members) {
    byTime.put(
        query.ltime(),
        new Running(asker, query.id(), deadline, members, new HashSet<>(), new HashSet<>()));
  }

  /** Whether it was an answer to a running query, and the first of that member. */
  boolean answered(SerfMessage.Answer answer, long now) {
    Running running = byTime.get(answer.ltime());
    if (running == null || running.id != answer.id() || now > running.deadline) {
      return false;
    }
    Set<String> told = answer.acknowledgement() ? running.acknowledged : running.answered;
    if (told.size() >= running.most || !told.add(answer.from())) {
      return false;
    }
    if (answer.acknowledgement()) {
      running.asker.acknowledged(answer.from());
    } else {
      running.asker.answered(answer.from(), answer.payload());
    }
    return true;
  }

  /** Ends the queries whose time is over. */
  void finishDue(long now) {
    List<Running> over =
        byTime.values().stream().filter(running -> running.deadline <= now).toList();
    byTime.values().removeAll(over);
    over.forEach(running -> running.asker.finished());
  }

  long nextDeadline() {
    return byTime.values().stream().mapToLong(Running::deadline).min().orElse(Long.MAX_VALUE);
  }
}
