package io.proconsul.core.rpc;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.core.session.SessionRules;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All methods that servers answer, by Consul's names. Immutable; any thread. What is allowed over
 * HTTP is allowed here and nothing else, since callers of another make do not check as we do.
 */
public final class Methods {
  /**
   * Values in the arguments of one call: some thousand checks, or a transaction many times over.
   */
  private static final int MOST_VALUES = 1 << 18;

  private final SortedMap<String, Function<Args, Incoming>> all = new TreeMap<>();

  /**
   * What this server goes by.
   *
   * @param datacenter its own
   * @param ids makes the ids of new sessions and prepared queries
   */
  public record Rules(String datacenter, SessionRules sessions, Supplier<String> ids) {}

  public Methods(Rules rules) {
    CatalogCalls catalog = new CatalogCalls(rules.datacenter());
    SessionCalls sessions = new SessionCalls(rules.sessions(), rules.ids());
    TxnCalls txn = new TxnCalls(rules.datacenter());
    PreparedQueryCalls queries = new PreparedQueryCalls(rules.ids());
    keys(sessions);
    queries(queries);
    catalog(catalog);
    all.put("Txn.Apply", txn::apply);
    all.put("Txn.Read", txn::read);
    servers(OperatorCalls.of(rules.datacenter()));
  }

  private void keys(SessionCalls sessions) {
    all.put("KVS.Apply", KvCalls::apply);
    all.put("KVS.Get", KvCalls::get);
    all.put("KVS.List", KvCalls::list);
    all.put("KVS.ListKeys", KvCalls::listKeys);
    all.put("Session.Apply", sessions::apply);
    all.put("Session.Get", SessionCalls::get);
    all.put("Session.List", SessionCalls::list);
    all.put("Session.NodeSessions", SessionCalls::nodeSessions);
    all.put("Session.Renew", SessionCalls::renew);
  }

  private void queries(PreparedQueryCalls queries) {
    all.put("PreparedQuery.Apply", queries::apply);
    all.put("PreparedQuery.Execute", PreparedQueryCalls::execute);
    all.put("PreparedQuery.ExecuteRemote", PreparedQueryCalls::executeHere);
    all.put("PreparedQuery.Explain", PreparedQueryCalls::explain);
    all.put("PreparedQuery.Get", PreparedQueryCalls::get);
    all.put("PreparedQuery.List", PreparedQueryCalls::list);
  }

  private void catalog(CatalogCalls catalog) {
    all.put("Catalog.Deregister", CatalogCalls::deregister);
    all.put("Catalog.GatewayServices", CatalogCalls::gatewayServices);
    all.put("Catalog.ListDatacenters", StatusCalls::datacenters);
    all.put("Catalog.ListNodes", CatalogCalls::listNodes);
    all.put("Catalog.ListServices", CatalogCalls::listServices);
    all.put("Catalog.NodeServiceList", CatalogCalls::nodeServiceList);
    all.put("Catalog.NodeServices", CatalogCalls::nodeServices);
    all.put("Catalog.Register", catalog::register);
    all.put("Catalog.ServiceNodes", CatalogCalls::serviceNodes);
    all.put("Catalog.VirtualIPForService", CatalogCalls::virtualIp);
    all.put("Coordinate.ListDatacenters", CoordinateCalls::listDatacenters);
    all.put("Coordinate.ListNodes", CoordinateCalls::listNodes);
    all.put("Coordinate.Node", CoordinateCalls::node);
    all.put("Coordinate.Update", CoordinateCalls::update);
    all.put("Health.ChecksInState", HealthCalls::checksInState);
    all.put("Health.NodeChecks", HealthCalls::nodeChecks);
    all.put("Health.ServiceChecks", HealthCalls::serviceChecks);
    all.put("Health.ServiceNodes", HealthCalls::serviceNodes);
  }

  private void servers(OperatorCalls operator) {
    all.put("ConnectCA.ConfigurationGet", ConnectCalls::configuration);
    all.put("ConnectCA.ConfigurationSet", ConnectCalls::configure);
    all.put("ConnectCA.Roots", ConnectCalls::roots);
    all.put("Internal.AssignManualServiceVIPs", InternalCalls::assign);
    all.put("Internal.EventFire", InternalCalls::fire);
    all.put("Internal.KeyringOperation", InternalCalls::keyring);
    all.put("Operator.AutopilotGetConfiguration", OperatorCalls::configuration);
    all.put("Operator.AutopilotSetConfiguration", OperatorCalls::setConfiguration);
    all.put("Operator.AutopilotState", OperatorCalls::state);
    all.put("Operator.RaftGetConfiguration", OperatorCalls::raftConfiguration);
    all.put("Operator.RaftRemovePeerByAddress", OperatorCalls::removeByAddress);
    all.put("Operator.RaftRemovePeerByID", OperatorCalls::removeById);
    all.put("Operator.ServerHealth", OperatorCalls::health);
    all.put("Operator.Usage", operator::usage);
    all.put("Proconsul.TransferLeader", OperatorCalls::transfer);
    all.put("Status.Leader", StatusCalls::leader);
    all.put("Status.Peers", StatusCalls::peers);
    all.put("Status.Ping", StatusCalls::ping);
    all.put("Status.RaftStats", StatusCalls::raftStats);
  }

  /** The names, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(all.keySet());
  }

  /**
   * Reads a call; what is wrong with it becomes a {@link Incoming.Refusal}.
   *
   * @param args at most as long as the transport allows
   */
  public Incoming read(String method, byte[] args) {
    Function<Args, Incoming> reader = all.get(method);
    if (reader == null) {
      return unknown(method);
    }
    try {
      Value value = MsgpackReader.read(args, MOST_VALUES);
      return reader.apply(new Args(Form.fieldsOf(value)));
    } catch (ConsulException | DecodeException e) {
      return new Incoming.Refusal(String.valueOf(e.getMessage()));
    }
  }

  /** In the words of Go's {@code net/rpc}. */
  private Incoming.Refusal unknown(String method) {
    int dot = method.lastIndexOf('.');
    if (dot < 0) {
      return new Incoming.Refusal("rpc: service/method request ill-formed: " + method);
    }
    String service = method.substring(0, dot + 1);
    boolean known = all.keySet().stream().anyMatch(name -> name.startsWith(service));
    return new Incoming.Refusal(
        (known ? "rpc: can't find method " : "rpc: can't find service ") + method);
  }
}
