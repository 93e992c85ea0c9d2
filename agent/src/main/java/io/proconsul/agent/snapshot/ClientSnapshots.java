package io.proconsul.agent.snapshot;

import io.proconsul.agent.member.Roster;
import io.proconsul.agent.rpc.RpcPool;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.snapshot.Snapshots;
import java.io.InputStream;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A client's: every server of its datacenter knows where to go on. */
public final class ClientSnapshots implements Snapshots {
  private final SnapshotCalls calls;
  private final SnapshotCalls.Servers servers;
  private final String datacenter;
  private final Executor threads;

  /** @param threads virtual ones */
  public ClientSnapshots(String datacenter, Roster roster, RpcPool pool, Executor threads) {
    this.datacenter = datacenter;
    this.threads = threads;
    calls = new SnapshotCalls(pool);
    servers = new SnapshotCalls.Servers(
        () -> roster.next(datacenter),
        roster::failed,
        () -> new ConsulException.Refused("No known Consul servers"));
  }

  @Override
  public void save(Order order, Outcome<Saved> outcome) {
    answer(threads, outcome, () -> calls.save(servers, named(order, datacenter)));
  }

  @Override
  public void restore(Order order, InputStream archive, Outcome<Boolean> outcome) {
    answer(threads, outcome, () -> {
      calls.restore(servers, named(order, datacenter), archive);
      return true;
    });
  }

  static Order named(Order order, String own) {
    return order.datacenter().isEmpty() ? new Order(own, order.token(), order.stale()) : order;
  }

  /** Runs what blocks, and tells how it ended. */
  static <R> void answer(Executor threads, Outcome<R> outcome, Supplier<R> work) {
    threads.execute(() -> {
      R result;
      try {
        result = work.get();
      } catch (ConsulException e) {
        outcome.failed(e);
        return;
      }
      outcome.done(result);
    });
  }
}
