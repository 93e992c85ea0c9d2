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

/**
 * One command's change of the {@link Tables}: all of it or nothing. Used by the state machine's
 * thread alone; {@link #commit} makes the new tables, and after they are published {@link #fire}
 * wakes those who waited.
 */
public final class Tx {
  public final Txn<KvEntry> kv;
  public final Txn<Long> kvTombstones;
  public final Txn<Long> lockDelays;
  public final Txn<Session> sessions;
  public final Txn<String> sessionsByNode;
  public final Txn<String> sessionsByCheck;
  public final Txn<String> ttlSessions;
  public final Txn<String> keysBySession;
  public final Txn<io.proconsul.model.Node> nodes;
  public final Txn<String> nodesById;
  public final Txn<ServiceInstance> services;
  public final Txn<Tables.InstanceKey> servicesByName;
  public final Txn<Tables.InstanceKey> meshByName;
  public final Txn<HealthCheck> checks;
  public final Txn<Tables.CheckKey> checksByService;
  public final Txn<HealthCheck> checksByInstance;
  public final Txn<Long> virtualIps;
  public final Txn<Long> freeVirtualIps;
  public final Txn<String> manualVips;
  public final Txn<String> manualVipOwners;
  public final Txn<NodeCoordinate> coordinates;
  public final Txn<AutopilotConfiguration> autopilot;
  public final Txn<CaConfiguration> caConfiguration;
  public final Txn<CaRoot> caRoots;
  public final Txn<CaKey> caKeys;
  public final Txn<PreparedQuery> preparedQueries;
  public final Txn<String> preparedQueryNames;
  public final Txn<String> preparedQueryTemplates;
  public final Txn<String> preparedQueriesBySession;
  public final Txn<Long> marks;

  private final long index;
  private final long nowMillis;

  public Tx(Tables tables, long index, long nowMillis) {
    this.index = index;
    this.nowMillis = nowMillis;
    kv = tables.kv().begin();
    kvTombstones = tables.kvTombstones().begin();
    lockDelays = tables.lockDelays().begin();
    sessions = tables.sessions().begin();
    sessionsByNode = tables.sessionsByNode().begin();
    sessionsByCheck = tables.sessionsByCheck().begin();
    ttlSessions = tables.ttlSessions().begin();
    keysBySession = tables.keysBySession().begin();
    nodes = tables.nodes().begin();
    nodesById = tables.nodesById().begin();
    services = tables.services().begin();
    servicesByName = tables.servicesByName().begin();
    meshByName = tables.meshByName().begin();
    checks = tables.checks().begin();
    checksByService = tables.checksByService().begin();
    checksByInstance = tables.checksByInstance().begin();
    virtualIps = tables.virtualIps().begin();
    freeVirtualIps = tables.freeVirtualIps().begin();
    manualVips = tables.manualVips().begin();
    manualVipOwners = tables.manualVipOwners().begin();
    coordinates = tables.coordinates().begin();
    autopilot = tables.autopilot().begin();
    caConfiguration = tables.caConfiguration().begin();
    caRoots = tables.caRoots().begin();
    caKeys = tables.caKeys().begin();
    preparedQueries = tables.preparedQueries().begin();
    preparedQueryNames = tables.preparedQueryNames().begin();
    preparedQueryTemplates = tables.preparedQueryTemplates().begin();
    preparedQueriesBySession = tables.preparedQueriesBySession().begin();
    marks = tables.marks().begin();
  }

  /** The log index of the command: the ModifyIndex of what it writes. */
  public long index() {
    return index;
  }

  /** The leader's clock at the command's submission, milliseconds since 1970. */
  public long nowMillis() {
    return nowMillis;
  }

  /** Records that what the mark stands for changed at this index. */
  public void touch(byte[] mark) {
    marks.put(mark, index);
  }

  public Tables commit() {
    return new Tables(
        index,
        kv.commit(),
        kvTombstones.commit(),
        lockDelays.commit(),
        sessions.commit(),
        sessionsByNode.commit(),
        sessionsByCheck.commit(),
        ttlSessions.commit(),
        keysBySession.commit(),
        nodes.commit(),
        nodesById.commit(),
        services.commit(),
        servicesByName.commit(),
        meshByName.commit(),
        checks.commit(),
        checksByService.commit(),
        checksByInstance.commit(),
        virtualIps.commit(),
        freeVirtualIps.commit(),
        manualVips.commit(),
        manualVipOwners.commit(),
        coordinates.commit(),
        autopilot.commit(),
        caConfiguration.commit(),
        caRoots.commit(),
        caKeys.commit(),
        preparedQueries.commit(),
        preparedQueryNames.commit(),
        preparedQueryTemplates.commit(),
        preparedQueriesBySession.commit(),
        marks.commit());
  }

  /** Wakes all who watch what this changed; the tables of {@link #commit} must be visible. */
  public void fire() {
    kv.fire();
    kvTombstones.fire();
    sessions.fire();
    sessionsByNode.fire();
    nodes.fire();
    services.fire();
    checks.fire();
    virtualIps.fire();
    coordinates.fire();
    marks.fire();
  }
}
