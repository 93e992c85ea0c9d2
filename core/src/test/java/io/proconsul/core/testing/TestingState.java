package io.proconsul.core.testing;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.CommandCodec;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.Query;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A state machine that is given commands one index at a time, each through the log's codec. */
public final class TestingState {
  public final StateMachine machine = new StateMachine();
  public long index;
  public long nowMillis = 1_000_000;

  /** The outcome, or the refusal as a value. */
  public Object apply(Command<?> command) {
    byte[] logged = CommandCodec.encode(new Stamped(command, nowMillis));
    return machine.apply(++index, CommandCodec.decode(logged));
  }

  /** The text of the refusal that the command must meet. */
  public String refusal(Command<?> command) {
    return String.valueOf(((ConsulException) apply(command)).getMessage());
  }

  public <R> Answer<R> ask(Query<R> query) {
    return StateMachine.read(machine.tables(), query, new WatchSet());
  }

  /** Whether someone who waits for the query's answer to change is woken by the change. */
  public boolean wakes(Query<?> query, Runnable change) {
    WatchSet watches = new WatchSet();
    StateMachine.read(machine.tables(), query, watches);
    AtomicBoolean woken = new AtomicBoolean();
    watches.onAny(() -> woken.set(true));
    change.run();
    return woken.get();
  }

  public Tables tables() {
    return machine.tables();
  }

  public boolean set(String key, String value) {
    return Boolean.TRUE.equals(apply(new KvCommand.Set(entry(key, value))));
  }

  public void node(String name) {
    register(name, null);
  }

  public void service(String node, String id, String service) {
    register(node, ServiceInstance.of(id, service, 80));
  }

  public void register(String node, @org.jspecify.annotations.Nullable ServiceInstance instance) {
    apply(new CatalogCommand.Register(nodeNamed(node), instance, List.of(), false));
  }

  /** An empty service id makes it a check of the node. */
  public void check(String node, String checkId, String status, String serviceId) {
    HealthCheck check =
        HealthCheck.of(node, checkId, checkId, status).withService(serviceId, "", List.of());
    apply(new CatalogCommand.Register(nodeNamed(node), null, List.of(check), true));
  }

  public void session(String id, String node, String behavior, Duration lockDelay) {
    apply(new SessionCommand.Create(
        new Session(id, "", node, lockDelay, behavior, "", List.of(), null, 0, 0)));
  }

  public static Node nodeNamed(String name) {
    return new Node("", name, "10.0.0.1", "dc1", null, Map.of("os", "linux"), 0, 0);
  }

  public static KvEntry entry(String key, String value) {
    return KvEntry.of(key, value.getBytes(StandardCharsets.UTF_8), 0);
  }
}
