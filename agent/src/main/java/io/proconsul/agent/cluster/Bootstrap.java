package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Roster;
import io.proconsul.agent.rpc.Destination;
import io.proconsul.agent.rpc.RpcCaller;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.codec.DecodeException;
import io.proconsul.core.member.Server;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.rpc.Call;
import io.proconsul.core.rpc.Outgoing;
import io.proconsul.core.rpc.Target;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.raftlog.jraft.StartMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits with a new server's log until {@code bootstrap_expect} servers are there, or one that has a
 * cluster already: then this server joins that. Looks at each change of members and every second.
 * Any thread; decides once.
 */
public final class Bootstrap {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Server self;
  private final Roster roster;
  private final RpcCaller caller;
  private final Timer timer;
  private final Consumer<StartMode> open;
  private Cancellation next = Cancellation.NONE;
  private boolean asking;
  private boolean decided;

  /**
   * @param self this server, with the number that it expects
   * @param open opens the log; called once, on a thread of the caller or the timer
   */
  public Bootstrap(
      Server self, Roster roster, RpcCaller caller, Timer timer, Consumer<StartMode> open) {
    this.self = self;
    this.roster = roster;
    this.caller = caller;
    this.timer = timer;
    this.open = open;
  }

  /** The members may be enough now; does not block. */
  public void look() {
    List<Server> others;
    synchronized (this) {
      if (decided || asking) {
        return;
      }
      lookAgain();
      others = others();
      if (others.isEmpty() || conflict(others)) {
        return;
      }
      asking = true;
    }
    new Round(others).ask();
  }

  private synchronized void lookAgain() {
    next.cancel();
    if (!decided) {
      next = timer.after(AGAIN, this::look);
    }
  }

  /** Ends the waiting. */
  public synchronized void close() {
    decided = true;
    next.cancel();
  }

  private List<Server> others() {
    return roster.alive(self.datacenter()).stream()
        .filter(server -> !server.id().equals(self.id()))
        .toList();
  }

  private boolean conflict(List<Server> others) {
    for (Server other : others) {
      if (other.expect() != 0 && other.expect() != self.expect()) {
        LOG.error(
            "Member has a conflicting expect value. All nodes should expect the same number:"
                + " member={} expect={}",
            other.name(),
            other.expect());
        return true;
      }
    }
    return false;
  }

  /**
   * Where others were quicker and count on this server, it begins with the same voters, since they
   * need its vote. Not once they have a leader: this server may have voted before it lost its disk,
   * and learns of the others from the leader.
   */
  private StartMode joining(List<String> peers, boolean led) {
    if (led || !peers.contains(self.address())) {
      LOG.info("Existing Raft peers reported, disabling bootstrap mode");
      return new StartMode.Join();
    }
    Map<String, String> ids = new HashMap<>();
    roster.ownServers().forEach(server -> ids.put(server.address(), server.id()));
    ids.put(self.address(), self.id());
    List<String> voters = new ArrayList<>();
    for (String peer : peers) {
      String id = ids.get(peer);
      if (id == null) {
        LOG.info("A Raft peer is not known by gossip, waiting to be joined: peer={}", peer);
        return new StartMode.Join();
      }
      voters.add(id);
    }
    voters.sort(null);
    LOG.info("Existing Raft peers count on this server, starting with them: ids={}", voters);
    return new StartMode.Bootstrap(voters);
  }

  /** Asks each of the others for its peers; what the answers mean is told when all are in. */
  private final class Round {
    private final List<Server> others;
    private final List<Optional<List<String>>> answers = new ArrayList<>();
    private final AtomicBoolean led = new AtomicBoolean();

    Round(List<Server> others) {
      this.others = others;
    }

    void ask() {
      for (Server other : others) {
        call(other, new StatusOperation.Peers(), peers -> {
          if (peers.isPresent() && !peers.get().isEmpty()) {
            call(other, new StatusOperation.Leader(), leader -> {
              led.compareAndSet(false, leader.isPresent() && !leader.get().isEmpty());
              take(peers);
            });
          } else {
            take(peers);
          }
        });
      }
    }

    private <R> void call(
        Server other, StatusOperation<R> operation, Consumer<Optional<R>> answered) {
      Call<R> call = new Outgoing(self.datacenter()).perform(new Target("", ""), operation);
      Destination to =
          new Destination(other.host(), other.port(), other.name(), other.datacenter(), true);
      caller.call(
          to, call.method(), call.encode(), ANSWER, result -> answered.accept(read(call, result)));
    }

    private static <R> Optional<R> read(Call<R> call, RpcResult result) {
      if (!(result instanceof RpcResult.Answer(byte[] body))) {
        return Optional.empty();
      }
      try {
        return Optional.of(call.decode(body));
      } catch (DecodeException _) {
        return Optional.empty();
      }
    }

    private void take(Optional<List<String>> answer) {
      Optional<StartMode> mode;
      synchronized (Bootstrap.this) {
        answers.add(answer);
        if (answers.size() < others.size()) {
          return;
        }
        asking = false;
        mode = decide();
        if (mode.isEmpty() || decided) {
          lookAgain();
          return;
        }
        decided = true;
        next.cancel();
      }
      open.accept(mode.get());
    }

    private Optional<StartMode> decide() {
      Optional<List<String>> peers = answers.stream()
          .flatMap(Optional::stream)
          .filter(known -> !known.isEmpty())
          .findFirst();
      if (peers.isPresent()) {
        return Optional.of(joining(peers.get(), led.get()));
      }
      List<String> ids = new ArrayList<>();
      ids.add(self.id());
      others.stream()
          .filter(other -> other.expect() == self.expect())
          .forEach(other -> ids.add(other.id()));
      boolean allAnswered = answers.stream().allMatch(Optional::isPresent);
      if (ids.size() < self.expect() || !allAnswered) {
        return Optional.empty();
      }
      ids.sort(null);
      LOG.info("Found expected number of peers, attempting bootstrap: ids={}", ids);
      return Optional.of(new StartMode.Bootstrap(ids));
    }
  }
}
