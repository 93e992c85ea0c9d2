package io.proconsul.core.state;

import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Session;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import io.proconsul.model.query.PreparedQuery;
import java.util.stream.Stream;

/**
 * The whole state of a server at one index: immutable, so readers need no lock. Keys of nodes and
 * services are in lower case, since Consul looks them up without case.
 *
 * @param index the log index of the last command
 * @param kv key
 * @param kvTombstones key: index of the deletion, so that an index never goes back
 * @param lockDelays key: until when, in milliseconds since 1970, nobody may acquire it
 * @param sessions session id
 * @param sessionsByNode node, session id
 * @param sessionsByCheck node, check id, session id
 * @param ttlSessions index of its creation: id of a session that expires
 * @param keysBySession session id, key
 * @param nodes node
 * @param nodesById node id
 * @param services node, instance id
 * @param servicesByName service, node, instance id
 * @param meshByName service that mesh clients reach, node, instance id
 * @param checks node, check id
 * @param checksByService service, node, check id
 * @param checksByInstance node, instance id (empty for the node itself), check id
 * @param virtualIps service: number of its virtual address
 * @param freeVirtualIps numbers given back, to be used first
 * @param manualVips service, address that somebody gave it
 * @param manualVipOwners address: the service it was given to
 * @param coordinates node, segment
 * @param autopilot the one configuration, once the first leader has written it
 * @param caConfiguration the one configuration of the certificate authority, once there is one
 * @param caRoots id
 * @param caKeys id of the root that a key belongs to
 * @param preparedQueries id
 * @param preparedQueryNames name: id of the query that has it
 * @param preparedQueryTemplates beginning of names: id of the template for them
 * @param preparedQueriesBySession session id, id
 * @param marks what was touched: index of the last change, see {@link Mark}
 */
public record Tables(
    long index,
    Radix<KvEntry> kv,
    Radix<Long> kvTombstones,
    Radix<Long> lockDelays,
    Radix<Session> sessions,
    Radix<String> sessionsByNode,
    Radix<String> sessionsByCheck,
    Radix<String> ttlSessions,
    Radix<String> keysBySession,
    Radix<io.proconsul.model.Node> nodes,
    Radix<String> nodesById,
    Radix<ServiceInstance> services,
    Radix<InstanceKey> servicesByName,
    Radix<InstanceKey> meshByName,
    Radix<HealthCheck> checks,
    Radix<CheckKey> checksByService,
    Radix<HealthCheck> checksByInstance,
    Radix<Long> virtualIps,
    Radix<Long> freeVirtualIps,
    Radix<String> manualVips,
    Radix<String> manualVipOwners,
    Radix<NodeCoordinate> coordinates,
    Radix<AutopilotConfiguration> autopilot,
    Radix<CaConfiguration> caConfiguration,
    Radix<CaRoot> caRoots,
    Radix<CaKey> caKeys,
    Radix<PreparedQuery> preparedQueries,
    Radix<String> preparedQueryNames,
    Radix<String> preparedQueryTemplates,
    Radix<String> preparedQueriesBySession,
    Radix<Long> marks) {

  /** Where an instance stands in {@code services}. */
  public record InstanceKey(String node, String id) {}

  /** Where a check stands in {@code checks}. */
  public record CheckKey(String node, String checkId) {}

  public static Tables empty() {
    return new Tables(
        0,
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty(),
        Radix.empty());
  }

  /** The index of a mark; 0 when nothing ever touched it. Watches it, too. */
  public long mark(byte[] mark, WatchSet watches) {
    Long index = marks.get(mark, watches);
    return index == null ? 0 : index;
  }

  /** Wakes everyone who waits on anything in these tables: they were replaced as a whole. */
  public void fireAll() {
    Stream.of(
            kv,
            kvTombstones,
            sessions,
            sessionsByNode,
            nodes,
            services,
            checks,
            virtualIps,
            coordinates,
            marks)
        .forEach(Tables::fireAll);
  }

  private static void fireAll(Radix<?> table) {
    Txn<?> everything = table.begin();
    everything.clear();
    everything.commit();
    everything.fire();
  }
}
