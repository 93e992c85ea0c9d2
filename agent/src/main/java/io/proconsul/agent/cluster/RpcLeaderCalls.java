package io.proconsul.agent.cluster;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.rpc.Outgoing;
import java.time.Duration;

/** Brings to the leader what only it can do, when that is another server. Any thread. */
public final class RpcLeaderCalls implements LeaderCalls {
  private static final io.proconsul.core.rpc.Target OWN = new io.proconsul.core.rpc.Target("", "");

  private final LeaderGate gate;
  private final AddressBook addresses;
  private final Attempts attempts;
  private final Outgoing outgoing;
  private final Duration timeout;

  /**
   * @param datacenter this server's
   * @param timeout of one attempt
   */
  public RpcLeaderCalls(
      LeaderGate gate,
      AddressBook addresses,
      Attempts attempts,
      String datacenter,
      Duration timeout) {
    this.gate = gate;
    this.addresses = addresses;
    this.attempts = attempts;
    this.outgoing = new Outgoing(datacenter);
    this.timeout = timeout;
  }

  @Override
  public <R> void submit(Command<R> command, Outcome<R> outcome, Runnable here) {
    attempts.call(
        target(here), RpcRemote.request(outgoing.submit(OWN, command), false, timeout), outcome);
  }

  @Override
  public <R> void perform(Operation<R> operation, Outcome<R> outcome, Runnable here) {
    attempts.call(
        target(here), RpcRemote.request(outgoing.perform(OWN, operation), false, timeout), outcome);
  }

  private LeaderTarget target(Runnable here) {
    return new LeaderTarget(gate, addresses, here);
  }
}
