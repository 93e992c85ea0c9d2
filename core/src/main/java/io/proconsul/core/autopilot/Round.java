package io.proconsul.core.autopilot;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.member.Server;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.model.cluster.RaftStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Asks every server once how far its log has come, and ends when all have answered or the time is
 * up. A server that still owes an answer to an earlier round is not asked again. Any thread.
 */
final class Round {
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Set<String> open = new HashSet<>();
  private final Map<String, RaftStats> answers = new HashMap<>();
  private final BiConsumer<List<Server>, Map<String, RaftStats>> end;
  private final List<Server> servers;
  private boolean ended;
  private Cancellation timeout = Cancellation.NONE;

  private Round(List<Server> servers, BiConsumer<List<Server>, Map<String, RaftStats>> end) {
    this.servers = List.copyOf(servers);
    this.end = end;
  }

  /**
   * Begins a round.
   *
   * @param owing ids of servers that were asked and have not answered; kept by this
   * @param end is told the servers and their answers, once
   */
  static void begin(
      List<Server> servers,
      Set<String> owing,
      Fleet fleet,
      Timer timer,
      BiConsumer<List<Server>, Map<String, RaftStats>> end) {
    Round round = new Round(servers, end);
    List<Server> asked = new ArrayList<>();
    for (Server server : round.servers) {
      if (owing.add(server.id()) && round.open.add(server.id())) {
        asked.add(server);
      }
    }
    round.timeout = timer.after(PATIENCE, round::timeUp);
    for (Server server : asked) {
      fleet.progress(server, round.answer(server.id(), owing));
    }
    round.endIfComplete();
  }

  private Outcome<RaftStats> answer(String id, Set<String> owing) {
    return new Outcome<>() {
      @Override
      public void done(RaftStats stats) {
        synchronized (Round.this) {
          answers.put(id, stats);
        }
        closed();
      }

      @Override
      public void failed(ConsulException cause) {
        closed();
      }

      private void closed() {
        owing.remove(id);
        synchronized (Round.this) {
          open.remove(id);
        }
        endIfComplete();
      }
    };
  }

  private void timeUp() {
    finish();
  }

  private void endIfComplete() {
    synchronized (this) {
      if (!open.isEmpty()) {
        return;
      }
    }
    finish();
  }

  private void finish() {
    Map<String, RaftStats> found;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      timeout.cancel();
      found = Map.copyOf(answers);
    }
    end.accept(servers, found);
  }
}
