package io.proconsul.agent;

import io.proconsul.agent.member.Pools;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.run.ActionRunner;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.snapshot.Snapshots;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What an agent is in its datacenter: a server with a copy of the state, or a client of servers.
 */
sealed interface Side extends AutoCloseable permits ServerSide, ClientSide {
  Offers offers();

  /**
   * What a side has for the rest of the agent.
   *
   * @param machine the state; empty for ever on a client
   * @param snapshots who takes and restores them
   */
  record Offers(StateMachine machine, ActionRunner.Ports ports, Snapshots snapshots, Pools pools) {}

  /**
   * The catalog as this agent reaches it.
   *
   * @param executor for what is watched, one task at a time
   */
  Catalog catalog(Executor executor);

  /**
   * Goes to work: others are joined, and answered.
   *
   * @param runner answers from the state
   * @param ready called when there is, or is again, somebody who takes what is brought to the
   *     catalog; must not block
   */
  void begin(ActionRunner runner, Runnable ready) throws java.io.IOException;

  /** What it shows to other agents, and whom it believes. */
  RpcSettings.Certificates certificates();

  /** Figures for {@code consul info}. */
  Map<String, Map<String, String>> stats();

  /** Gives up its role and says good-bye to the others; waits for a bounded time. */
  void leave();

  @Override
  void close();
}
