package io.proconsul.agent.dns;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.dns.DnsSettings;
import io.proconsul.core.dns.Elsewhere;
import io.proconsul.core.query.Query;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Remote;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks servers for what a question over DNS needs and this agent has not. Blocks, for as long as a
 * DNS client waits at most: on virtual threads only.
 *
 * @param datacenter this agent's own
 * @param settings as they are at present
 */
public record RemoteLookup(String datacenter, Remote remote, Supplier<DnsSettings> settings)
    implements Elsewhere {
  private static final long MAX_WAIT_SECONDS = 10;

  @Override
  public <R> R ask(String wanted, Query<R> query) {
    DnsSettings now = settings.get();
    ReadOptions options = new ReadOptions(
        now.allowStale(), false, 0, Duration.ZERO, now.maxStale(), false, false, "");
    CompletableFuture<R> answer = new CompletableFuture<>();
    Cancellation call = remote.ask(
        wanted.isEmpty() ? datacenter : wanted, query, options, new Outcome<Remote.Reply<R>>() {
          @Override
          public void done(Remote.Reply<R> reply) {
            answer.complete(reply.result());
          }

          @Override
          public void failed(ConsulException cause) {
            answer.completeExceptionally(cause);
          }
        });
    try {
      return answer.get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ConsulException cause
          ? cause
          : new ConsulException.Refused(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      throw new ConsulException.Refused("no server has answered in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConsulException.Refused("the agent is closing");
    } finally {
      call.cancel();
    }
  }
}
