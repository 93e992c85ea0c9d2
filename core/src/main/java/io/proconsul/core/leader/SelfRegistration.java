package io.proconsul.core.leader;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.run.Timer;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Weights;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes the leader's own node to the catalog as soon as it leads: the node, its {@code consul}
 * service and {@code serfHealth}; and again should anything of it be taken away. Any thread.
 */
public final class SelfRegistration {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration RECONCILE = Duration.ofSeconds(60);

  private final CatalogCommand.Register command;
  private final StateMachine machine;
  private final Consensus consensus;
  private final Timer timer;
  private Cancellation next = Cancellation.NONE;

  public SelfRegistration(
      CatalogCommand.Register command, StateMachine machine, Consensus consensus, Timer timer) {
    this.command = command;
    this.machine = machine;
    this.consensus = consensus;
    this.timer = timer;
  }

  /**
   * What a server says of itself.
   *
   * @param serverPort where servers talk to each other
   * @param meta of the {@code consul} service
   */
  public static CatalogCommand.Register command(
      Node node, int serverPort, Map<String, String> meta) {
    HealthCheck alive = HealthCheck.of(
            node.node(), HealthCheck.SERF_HEALTH, "Serf Health Status", HealthCheck.PASSING)
        .withStatus(HealthCheck.PASSING, "Agent alive and reachable");
    return new CatalogCommand.Register(node, consul(serverPort, meta), List.of(alive), false);
  }

  /**
   * The metadata of a server.
   *
   * @param grpcPort 0 or less for none
   * @param grpcTlsPort 0 or less for none
   */
  public static Map<String, String> meta(String version, int grpcPort, int grpcTlsPort) {
    Map<String, String> meta = new TreeMap<>(Map.of(
        "non_voter", "false",
        "read_replica", "false",
        "raft_version", "3",
        "serf_protocol_current", "2",
        "serf_protocol_min", "1",
        "serf_protocol_max", "5",
        "version", version));
    if (grpcPort > 0) {
      meta.put("grpc_port", String.valueOf(grpcPort));
    }
    if (grpcTlsPort > 0) {
      meta.put("grpc_tls_port", String.valueOf(grpcTlsPort));
    }
    return meta;
  }

  /** Call when this server has come to lead. */
  public void leadershipStarted() {
    reconcile();
  }

  /** Ends with the leadership, or with the agent. */
  public synchronized void stop() {
    next.cancel();
  }

  private void reconcile() {
    if (!consensus.leaderKnown()) {
      return;
    }
    if (inOrder()) {
      lookAgain(RECONCILE);
      return;
    }
    consensus.submit(command, new Outcome<>() {
      @Override
      public void done(Boolean result) {
        lookAgain(RECONCILE);
      }

      @Override
      public void failed(ConsulException cause) {
        lookAgain(RETRY);
      }
    });
  }

  private synchronized void lookAgain(Duration delay) {
    next.cancel();
    next = timer.after(delay, this::reconcile);
  }

  private boolean inOrder() {
    Tables tables = machine.tables();
    String node = Mark.lower(command.node().node());
    ServiceInstance service = tables.services().get(Key.of(node, "consul"));
    HealthCheck alive = tables.checks().get(Key.of(node, HealthCheck.SERF_HEALTH));
    return tables.nodes().get(Key.of(node)) != null
        && service != null
        && service.sameAs(Objects.requireNonNull(command.service()))
        && command.checks().get(0).sameAs(alive);
  }

  private static ServiceInstance consul(int port, Map<String, String> meta) {
    return new ServiceInstance(
        "",
        "consul",
        "consul",
        List.of(),
        "",
        Map.of(),
        meta,
        port,
        "",
        Weights.DEFAULT,
        false,
        ServiceInstance.NO_PROXY,
        Value.Obj.EMPTY,
        null,
        0,
        0);
  }
}
