package io.proconsul.core.operator;

import io.proconsul.core.query.Answer;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.cluster.Usage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what the catalog holds, by looking at all of it. Pure; any thread. */
public final class UsageReads {
  private static final String NATIVE = "connect-native";
  private static final String CONSUL = "consul";

  /** Kinds that are counted; all are shown, also those of which there is none. */
  private static final List<String> KINDS = List.of(
      "api-gateway",
      NATIVE,
      ServiceInstance.CONNECT_PROXY,
      "ingress-gateway",
      "mesh-gateway",
      "terminating-gateway");

  private UsageReads() {}

  public static Answer<Usage> read(Tables tables, WatchSet watches) {
    long index = Math.max(tables.mark(Mark.NODES, watches), tables.mark(Mark.SERVICES, watches));
    return new Answer<>(count(tables), Math.max(1, index));
  }

  private static Usage count(Tables tables) {
    Tally tally = new Tally();
    tables.services().forEachWithPrefix(new byte[0], (_, instance) -> {
      tally.add(instance);
      return true;
    });
    int[] nodes = new int[1];
    tables.nodes().forEachWithPrefix(new byte[0], (_, _) -> {
      nodes[0]++;
      return true;
    });
    return new Usage(tally.names.size(), tally.instances, tally.connect, tally.billable, nodes[0]);
  }

  /** What was counted so far. */
  private static final class Tally {
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> connect = new TreeMap<>();
    private int instances;
    private int billable;

    Tally() {
      KINDS.forEach(kind -> connect.put(kind, 0));
    }

    void add(ServiceInstance instance) {
      names.add(instance.service());
      instances++;
      if (instance.connectNative()) {
        connect.merge(NATIVE, 1, Integer::sum);
      }
      if (connect.containsKey(instance.kind())) {
        connect.merge(instance.kind(), 1, Integer::sum);
      } else if (!instance.service().equals(CONSUL)) {
        billable++;
      }
    }
  }
}
