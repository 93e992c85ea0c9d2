package io.proconsul.agent.snapshot;

import io.proconsul.agent.cluster.AddressBook;
import io.proconsul.agent.cluster.LeaderGate;
import io.proconsul.agent.cluster.LogConsensus;
import io.proconsul.agent.member.Roster;
import io.proconsul.agent.rpc.RpcPool;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Render;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.snapshot.Archive;
import io.proconsul.core.snapshot.ArchiveMeta;
import io.proconsul.core.snapshot.Snapshots;
import io.proconsul.core.state.Tables;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * A server's: it takes snapshots of its own state, once that is as fresh as asked for; the leader
 * restores. What is for another datacenter goes to a server of it. Any thread.
 */
public final class ServerSnapshots implements Snapshots {
  private final LeaderGate gate;
  private final LogConsensus consensus;
  private final AddressBook addresses;
  private final Roster roster;
  private final SnapshotCalls calls;
  private final Work work;
  private final Restorer restorer;

  /**
   * What it works with.
   *
   * @param threads virtual ones
   * @param term the log's
   * @param restored what there is to do on the leader after all has changed
   */
  public record Work(Executor threads, InstantSource clock, LongSupplier term, Runnable restored) {}

  public ServerSnapshots(
      LeaderGate gate, LogConsensus consensus, AddressBook addresses, Net net, Work work) {
    this.gate = gate;
    this.consensus = consensus;
    this.addresses = addresses;
    this.roster = net.roster();
    this.calls = new SnapshotCalls(net.pool());
    this.work = work;
    restorer = new Restorer(consensus::append);
  }

  /** How others are found and reached. */
  public record Net(Roster roster, RpcPool pool) {}

  @Override
  public void save(Order order, Outcome<Saved> outcome) {
    if (isForOther(order)) {
      ClientSnapshots.answer(work.threads(), outcome, () -> calls.save(other(order), order));
    } else if (order.stale()) {
      outcome.done(saved());
    } else {
      consensus.confirm(Consensus.Freshness.DEFAULT, new Outcome<>() {
        @Override
        public void done(Boolean fresh) {
          outcome.done(saved());
        }

        @Override
        public void failed(ConsulException cause) {
          outcome.failed(cause);
        }
      });
    }
  }

  private Saved saved() {
    Tables tables = addresses.machine().tables();
    long now = work.clock().millis();
    ArchiveMeta meta = ArchiveMeta.of(tables.index(), work.term().getAsLong(), now);
    return new Saved(
        new Render.Meta(tables.index(), consensus.leaderKnown(), consensus.lastContactMillis()),
        out -> Archive.write(tables, meta, now, out));
  }

  @Override
  public void restore(Order order, InputStream archive, Outcome<Boolean> outcome) {
    if (isForOther(order)) {
      restoreElsewhere(other(order), order, archive, outcome);
      return;
    }
    gate.whenOpen(
        () -> {
          if (consensus.leads()) {
            restoreHere(archive, outcome);
          } else {
            restoreElsewhere(leader(), order, archive, outcome);
          }
        },
        outcome::failed);
  }

  private void restoreHere(InputStream archive, Outcome<Boolean> outcome) {
    ClientSnapshots.answer(work.threads(), outcome, () -> {
      restorer.restore(archive);
      work.restored().run();
      return true;
    });
  }

  private void restoreElsewhere(
      SnapshotCalls.Servers servers, Order order, InputStream archive, Outcome<Boolean> outcome) {
    Order named = ClientSnapshots.named(order, addresses.self().datacenter());
    ClientSnapshots.answer(work.threads(), outcome, () -> {
      calls.restore(servers, named, archive);
      return true;
    });
  }

  private boolean isForOther(Order order) {
    return !order.datacenter().isEmpty()
        && !order.datacenter().equals(addresses.self().datacenter());
  }

  private SnapshotCalls.Servers other(Order order) {
    return new SnapshotCalls.Servers(
        () -> roster.next(order.datacenter()),
        roster::failed,
        () -> new ConsulException.Refused("No path to datacenter"));
  }

  private SnapshotCalls.Servers leader() {
    return new SnapshotCalls.Servers(
        () -> addresses
            .find(gate.leader())
            .filter(found -> !found.id().equals(addresses.self().id())),
        _ -> {},
        ConsulException.NoLeader::new);
  }
}
