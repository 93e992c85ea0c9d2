package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Pools;
import io.proconsul.agent.member.Roster;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.gossip.pool.GossipException;
import io.proconsul.gossip.pool.GossipPool;
import io.proconsul.gossip.serf.KeyResponse;
import io.proconsul.model.cluster.KeyringResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

/**
 * Asks and changes the keys of the WAN pool and of the LAN pools of all datacenters. Each request
 * has a virtual thread for each pool, since members take their time.
 */
public final class Keyrings {
  private final String datacenter;
  private final Roster roster;
  private final Pools pools;
  private final RpcRemote remote;
  private final ExecutorService threads;

  /**
   * @param datacenter this server's
   * @param threads virtual ones
   */
  public Keyrings(
      String datacenter, Roster roster, Pools pools, RpcRemote remote, ExecutorService threads) {
    this.datacenter = datacenter;
    this.roster = roster;
    this.pools = pools;
    this.remote = remote;
    this.threads = threads;
  }

  /** Answers with a list of responses: the WAN pool first, then each LAN pool. */
  void perform(KeyringOperation operation, Outcome<Object> outcome) {
    List<CompletableFuture<List<KeyringResponse>>> parts = new ArrayList<>();
    boolean others = !operation.forwarded() && !operation.localOnly();
    if (others) {
      pools.wan().ifPresent(wan -> parts.add(async(() -> ask(wan, true, operation))));
    }
    parts.add(async(() -> ask(pools.lan(), false, operation)));
    if (others) {
      KeyringOperation forwarded = new KeyringOperation(
          operation.action(), operation.key(), operation.relayFactor(), false, true);
      for (String other : roster.datacenters()) {
        if (!other.equals(datacenter)) {
          parts.add(elsewhere(other, forwarded));
        }
      }
    }
    var _ = CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
        .whenComplete((_, failure) -> {
          if (failure == null) {
            outcome.done(parts.stream().flatMap(part -> part.join().stream()).toList());
          } else {
            outcome.failed(reason(failure));
          }
        });
  }

  private CompletableFuture<List<KeyringResponse>> async(
      java.util.function.Supplier<KeyringResponse> ask) {
    return CompletableFuture.supplyAsync(() -> List.of(ask.get()), threads);
  }

  private CompletableFuture<List<KeyringResponse>> elsewhere(
      String other, KeyringOperation operation) {
    CompletableFuture<List<KeyringResponse>> answer = new CompletableFuture<>();
    remote.perform(other, operation, new Outcome<>() {
      @Override
      public void done(List<KeyringResponse> responses) {
        answer.complete(responses);
      }

      @Override
      public void failed(ConsulException cause) {
        answer.completeExceptionally(cause);
      }
    });
    return answer;
  }

  private KeyringResponse ask(GossipPool pool, boolean wan, KeyringOperation operation) {
    try {
      int relay = operation.relayFactor();
      KeyResponse response = switch (operation.action()) {
        case LIST -> pool.listKeys(relay);
        case INSTALL -> pool.installKey(operation.key(), relay);
        case USE -> pool.useKey(operation.key(), relay);
        case REMOVE -> pool.removeKey(operation.key(), relay);
      };
      return new KeyringResponse(
          wan,
          datacenter,
          "",
          response.messages(),
          response.keys(),
          response.primaryKeys(),
          response.counts().nodes(),
          response.failure().orElse(""));
    } catch (GossipException e) {
      return new KeyringResponse(
          wan, datacenter, "", Map.of(), Map.of(), Map.of(), 0, String.valueOf(e.getMessage()));
    }
  }

  private static ConsulException reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof ConsulException known
        ? known
        : new ConsulException.Refused(String.valueOf(cause == null ? failure : cause));
  }
}
