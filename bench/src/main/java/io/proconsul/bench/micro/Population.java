package io.proconsul.bench.micro;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.run.StateMachine;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A state machine and what it was filled with. Belongs to one benchmark thread. */
final class Population {
  private static final long NOW = 1_700_000_000_000L;
  private static final int PORT = 8_000;
  private static final byte[] VALUE = "x".repeat(36).getBytes(StandardCharsets.UTF_8);

  private final StateMachine machine = new StateMachine();
  private long index;

  StateMachine machine() {
    return machine;
  }

  Object apply(Command<?> command) {
    return machine.apply(++index, new Stamped(command, NOW));
  }

  Population keys(int count) {
    for (int i = 0; i < count; i++) {
      apply(set(key(i)));
    }
    return this;
  }

  /** So many instances of a service, each on its own node with one passing check. */
  Population instances(String service, int count) {
    for (int i = 0; i < count; i++) {
      apply(registration(service, i));
    }
    return this;
  }

  static String key(int i) {
    return "bench/" + i % 100 + "/" + i;
  }

  static KvCommand.Set set(String key) {
    return new KvCommand.Set(KvEntry.of(key, VALUE, 0));
  }

  static CatalogCommand.Register registration(String service, int i) {
    String node = "node" + i;
    String address = "10.0." + (i >> 8) + "." + (i & 255);
    String id = service + "1";
    HealthCheck check = HealthCheck.of(node, service + ":hc", "hc", HealthCheck.PASSING)
        .withService(id, service, List.of());
    return new CatalogCommand.Register(
        new Node("", node, address, "dc1", null, Map.of("rack", "r1"), 0, 0),
        ServiceInstance.of(id, service, PORT),
        List.of(check),
        false);
  }
}
