package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Roster;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.query.Query;
import io.proconsul.core.rpc.Call;
import io.proconsul.core.rpc.Outgoing;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Remote;
import java.time.Duration;

/**
 * Asks other servers by RPC: on a client any server of its datacenter, who hands on what is for
 * another; on a server those of other datacenters. Any thread.
 */
public final class RpcRemote implements Remote {
  private static final String NO_TOKEN = "";
  private static final int JITTER_FRACTION = 16;

  private final String own;
  private final boolean server;
  private final Roster roster;
  private final Attempts attempts;
  private final Outgoing outgoing;
  private final Timeouts timeouts;

  /**
   * How long an answer may take.
   *
   * @param plain of what does not block: {@code limits.rpc_client_timeout}
   * @param defaultQueryTime of a blocking query that names no time
   * @param maxQueryTime how long a blocking query may ask for
   */
  public record Timeouts(Duration plain, Duration defaultQueryTime, Duration maxQueryTime) {
    /** A blocking query's wait, the jitter that servers add to it, and the rest. */
    Duration of(ReadOptions options) {
      if (options.index() == 0) {
        return plain;
      }
      Duration wait = options.maxWait();
      if (wait.compareTo(maxQueryTime) > 0) {
        wait = maxQueryTime;
      } else if (!wait.isPositive()) {
        wait = defaultQueryTime;
      }
      return plain.plus(wait).plus(wait.dividedBy(JITTER_FRACTION));
    }
  }

  /**
   * @param own this agent's datacenter
   * @param server whether this agent is a server of it
   */
  public RpcRemote(
      String own, boolean server, Roster roster, Attempts attempts, Timeouts timeouts) {
    this.own = own;
    this.server = server;
    this.roster = roster;
    this.attempts = attempts;
    this.outgoing = new Outgoing(own);
    this.timeouts = timeouts;
  }

  @Override
  public boolean isHere(String datacenter) {
    return server && (datacenter.isEmpty() || datacenter.equals(own));
  }

  @Override
  public <R> Cancellation ask(
      String datacenter, Query<R> query, ReadOptions options, Outcome<Reply<R>> outcome) {
    Call<Reply<R>> call = outgoing.ask(named(datacenter), query, options);
    return attempts.call(target(datacenter), request(call, true, timeouts.of(options)), outcome);
  }

  @Override
  public <R> void submit(String datacenter, Command<R> command, Outcome<R> outcome) {
    Call<R> call = outgoing.submit(named(datacenter), command);
    attempts.call(target(datacenter), request(call, false, timeouts.plain()), outcome);
  }

  @Override
  public <R> void perform(String datacenter, Operation<R> operation, Outcome<R> outcome) {
    Call<R> call = outgoing.perform(named(datacenter), operation);
    boolean reads =
        operation instanceof StatusOperation || operation instanceof RaftOperation.Configuration;
    attempts.call(target(datacenter), request(call, reads, timeouts.plain()), outcome);
  }

  /** Hands a call on as it came. */
  Cancellation relay(String datacenter, String method, byte[] args, Outcome<byte[]> outcome) {
    var request = new Attempts.Request<>(
        method, args, reply -> reply, false, timeouts.plain().plus(timeouts.maxQueryTime()));
    return attempts.call(target(datacenter), request, outcome);
  }

  static <R> Attempts.Request<R> request(Call<R> call, boolean reads, Duration timeout) {
    return new Attempts.Request<>(call.method(), call.encode(), call::decode, reads, timeout);
  }

  private Target target(String datacenter) {
    return !server || datacenter.isEmpty() || datacenter.equals(own)
        ? RosterTarget.own(roster, own)
        : RosterTarget.other(roster, datacenter);
  }

  private static io.proconsul.core.rpc.Target named(String datacenter) {
    return new io.proconsul.core.rpc.Target(datacenter, NO_TOKEN);
  }
}
