package io.proconsul.agent.dns;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.dns.DnsResolver;
import io.proconsul.core.dns.DnsSettings;
import io.proconsul.core.run.Consensus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether this server's own tables are good enough to answer from, and what to do if not. */
final class Staleness {
  private static final long MAX_WAIT_SECONDS = 10;

  private final DnsResolver resolver;
  private final Consensus consensus;

  Staleness(DnsResolver resolver, Consensus consensus) {
    this.resolver = resolver;
    this.consensus = consensus;
  }

  /** Any thread; does not wait. */
  boolean isTolerable() {
    if (!resolver.isHere()) {
      return true; // there is nothing here that could be stale
    }
    DnsSettings settings = resolver.settings();
    return settings.allowStale()
        && consensus.lastContactMillis() <= settings.maxStale().toMillis()
        && (resolver.hasState() || consensus.leaderKnown());
  }

  /** Waits until the tables are as fresh as the leader's; false when that cannot be had. */
  boolean awaitFresh() throws InterruptedException {
    CompletableFuture<Boolean> fresh = new CompletableFuture<>();
    consensus.confirm(Consensus.Freshness.DEFAULT, new Outcome<>() {
      @Override
      public void done(Boolean result) {
        fresh.complete(true);
      }

      @Override
      public void failed(ConsulException cause) {
        fresh.complete(false);
      }
    });
    try {
      return fresh.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
