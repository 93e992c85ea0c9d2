package io.proconsul.core.reconcile;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.autopilot.PeerChanges;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.leader.LeaderPorts;
import io.proconsul.core.leader.Turns;
import io.proconsul.core.member.Server;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.model.Member;
import io.proconsul.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * While this server leads, the catalog and the log's membership follow the LAN pool: a full pass at
 * once and every minute, and each change as it is told. One member after another; a write that
 * fails is made good by a pass that comes sooner. Any thread.
 */
public final class Reconciler {
  static final Duration INTERVAL = Duration.ofSeconds(60);
  static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  /** A member takes at most this many writes: one to make room, one to register, one to spare. */
  private static final int MAX_WRITES = 3;

  private final CatalogPlan plan;
  private final Supplier<List<Member>> members;
  private final ServerMembership servers;
  private final LeaderPorts ports;
  private final Backlog backlog = new Backlog();
  private boolean leading;
  private long reign;
  private Instant began = Instant.EPOCH;
  private boolean retrying;
  private Duration retry = FIRST_RETRY;
  private Turns turns = new Turns(() -> null);
  private Cancellation nextPass = Cancellation.NONE;

  /**
   * @param self this server's own node as the catalog is to have it
   * @param members of the LAN pool; those that left or failed too, until they are forgotten
   */
  public Reconciler(
      Node self, Supplier<List<Member>> members, PeerChanges peers, LeaderPorts ports) {
    this.plan = new CatalogPlan(self);
    this.members = members;
    this.servers = new ServerMembership(self, members, peers, ports.notes());
    this.ports = ports;
  }

  /** Called when this server begins to lead, with all that was committed before applied. */
  public void start() {
    long mine;
    synchronized (this) {
      nextPass.cancel();
      backlog.clear();
      retrying = false;
      retry = FIRST_RETRY;
      leading = true;
      began = ports.clock().instant();
      mine = ++reign;
      turns = new Turns(() -> next(mine));
    }
    pass(mine);
  }

  /** Called when this server no longer leads. */
  public synchronized void stop() {
    leading = false;
    reign++;
    nextPass.cancel();
    backlog.clear();
  }

  /** A member joined, failed, left, or is described anew. */
  public void memberChanged(Member member) {
    told(member);
  }

  /** The pool forgot a member. */
  public void memberReaped(Member member) {
    told(withStatus(member, Member.MemberStatus.LEFT));
  }

  private void told(Member member) {
    Turns now;
    synchronized (this) {
      if (!leading || !isOurs(member)) {
        return;
      }
      backlog.told(member);
      now = turns;
    }
    now.wake();
  }

  private boolean isOurs(Member member) {
    return Server.isAgentOf(plan.self().datacenter(), member);
  }

  /** Takes up every member, and every node that once was one. */
  private void pass(long of) {
    boolean selfKnown;
    Turns now;
    synchronized (this) {
      if (reign != of || !leading) {
        return;
      }
      // Under the lock, so that no change that is told meanwhile is overwritten by an older one.
      List<Member> all = members.get();
      Set<String> known =
          all.stream().map(member -> Mark.lower(member.name())).collect(Collectors.toSet());
      backlog.takeUp(plan.self(), all.stream().filter(this::isOurs).toList());
      selfKnown = known.contains(Mark.lower(plan.self().node()));
      if (selfKnown && !ports.clock().instant().isBefore(began.plus(INTERVAL))) {
        // Not sooner: after a restart, gossip has to find the others first.
        backlog.takeUpOrphans(ports.machine().tables(), known, plan.self().datacenter());
      }
      retrying = false;
      nextPass.cancel();
      nextPass = ports.timer().after(INTERVAL, () -> pass(of));
      now = turns;
    }
    now.wake();
    if (!selfKnown) {
      tryAgain(of, "find this server in the LAN pool", new ConsulException.Refused("not there"));
    }
  }

  private synchronized Turns.@Nullable Step next(long of) {
    if (reign != of) {
      return null;
    }
    Member member = backlog.poll();
    if (member == null) {
      retry = retrying ? retry : FIRST_RETRY;
      return null;
    }
    return done -> follow(of, member, done);
  }

  private void follow(long of, Member member, Runnable done) {
    if (member.status() == Member.MemberStatus.ALIVE && isTaken(member)) {
      done.run();
      return;
    }
    Server.of(member)
        .ifPresent(server ->
            servers.follow(server, retried(of, "change the log's members for " + member.name())));
    write(of, member, MAX_WRITES, done);
  }

  /** Two that run and say they are the same node: who is in the catalog stays. */
  private boolean isTaken(Member member) {
    String id = Server.idOf(member);
    Optional<String> holder = CatalogPlan.nameOfId(ports.machine().tables(), id)
        .filter(name -> !name.equals(Mark.lower(member.name())));
    boolean taken = holder.isPresent()
        && members.get().stream()
            .filter(other -> other.status() == Member.MemberStatus.ALIVE)
            .anyMatch(other -> Mark.lower(other.name()).equals(holder.get())
                && Server.idOf(other).equals(id));
    if (taken) {
      ports
          .notes()
          .error("member not registered, its node ID is that of another one that runs:" + " member="
              + member.name() + " id=" + id + " other=" + holder.get());
    }
    return taken;
  }

  private Outcome<Boolean> retried(long of, String what) {
    return new Outcome<>() {
      @Override
      public void done(Boolean result) {}

      @Override
      public void failed(ConsulException cause) {
        tryAgain(of, what, cause);
      }
    };
  }

  private void write(long of, Member member, int left, Runnable done) {
    Optional<CatalogCommand> command =
        left == 0 || !reigns(of) ? Optional.empty() : plan(ports.machine().tables(), member);
    if (command.isEmpty()) {
      done.run();
      return;
    }
    ports.notes().info(said(member));
    ports.consensus().submit(command.get(), new Outcome<Boolean>() {
      @Override
      public void done(Boolean result) {
        write(of, member, left - 1, done);
      }

      @Override
      public void failed(ConsulException cause) {
        tryAgain(of, "reconcile member " + member.name(), cause);
        done.run();
      }
    });
  }

  private synchronized boolean reigns(long of) {
    return reign == of;
  }

  private Optional<CatalogCommand> plan(Tables tables, Member member) {
    return switch (member.status()) {
      case ALIVE -> plan.alive(tables, member);
      case FAILED -> plan.failed(tables, member);
      case LEFT -> plan.gone(tables, member);
      case NONE, LEAVING -> Optional.empty();
    };
  }

  private static String said(Member member) {
    return switch (member.status()) {
      case ALIVE -> "member joined, marking health alive: member=" + member.name();
      case FAILED -> "member failed, marking health critical: member=" + member.name();
      case LEFT -> "deregistering member: member=" + member.name();
      case NONE, LEAVING -> "";
    };
  }

  private void tryAgain(long of, String what, ConsulException cause) {
    synchronized (this) {
      if (reign != of || !leading) {
        return;
      }
      if (!retrying) {
        retrying = true;
        nextPass.cancel();
        nextPass = ports.timer().after(retry, () -> pass(of));
        Duration doubled = retry.multipliedBy(2);
        retry = doubled.compareTo(INTERVAL) > 0 ? INTERVAL : doubled;
      }
    }
    ports.notes().error("failed to " + what + ": error=\"" + cause.getMessage() + "\"");
  }

  static Member withStatus(Member member, Member.MemberStatus status) {
    return new Member(member.name(), member.address(), member.port(), member.tags(), status);
  }
}
