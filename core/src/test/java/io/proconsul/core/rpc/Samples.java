package io.proconsul.core.rpc;

import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.command.TxnCommand;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.VirtualIpCommand;
import io.proconsul.core.operation.AutopilotOperation;
import io.proconsul.core.operation.CaOperation;
import io.proconsul.core.operation.CoordinateOperation;
import io.proconsul.core.operation.EventOperation;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.operation.RaftOperation;
import io.proconsul.core.operation.SessionOperation;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.query.AutopilotQuery;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.query.TxnQuery;
import io.proconsul.core.query.UsageQuery;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.UserEvent;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.ServiceQuery;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes one of everything that can be asked, with contents that differ with the numbers. */
final class Samples {
  private final SampleRecords records;

  Samples(RandomGenerator random) {
    records = new SampleRecords(random);
  }

  ReadOptions options() {
    boolean stale = records.flag();
    return new ReadOptions(
        stale,
        !stale && records.flag(),
        records.index(),
        records.duration(),
        records.duration(),
        false,
        false,
        records.text());
  }

  List<Query<?>> queries() {
    SampleRecords r = records;
    return List.of(
        new KvQuery.Get(r.text()),
        new KvQuery.ListEntries(r.text()),
        new KvQuery.ListKeys(r.text(), r.text()),
        new SessionQuery.Info(r.name()),
        new SessionQuery.OfNode(r.text()),
        new SessionQuery.All(),
        new CatalogQuery.Nodes(r.texts()),
        new CatalogQuery.Services(r.texts()),
        new CatalogQuery.ServiceInstances(r.name(), r.some(r::name), r.texts(), r.flag()),
        new CatalogQuery.VirtualAddress(r.text()),
        new CatalogQuery.GatewayServices(r.name()),
        new CatalogQuery.NodeWithServices(r.name()),
        new HealthQuery.NodeChecks(r.text()),
        new HealthQuery.ServiceChecks(r.text(), r.texts()),
        new HealthQuery.ChecksInState(r.text(), r.texts()),
        new HealthQuery.IngressHealth(r.name()),
        new HealthQuery.ServiceHealth(r.name(), r.some(r::name), r.texts(), r.flag(), r.flag()),
        new CoordinateQuery.All(r.text()),
        new CoordinateQuery.OfNode(r.text(), r.text()),
        new AutopilotQuery.Configuration(),
        new UsageQuery(),
        new Near<>(new CatalogQuery.Nodes(r.texts()), r.name()),
        new Near<>(new HealthQuery.ChecksInState(r.text(), r.texts()), r.name()),
        new PreparedQueryQuery.All(),
        new PreparedQueryQuery.ById(r.text()),
        new PreparedQueryQuery.Explain(r.name(), source()),
        new PreparedQueryQuery.Execute(r.name(), r.number(), r.flag(), source(), source()),
        new PreparedQueryQuery.ExecuteHere(preparedQuery(), r.number(), r.flag()),
        new ConnectQuery.Roots(),
        new ConnectQuery.Configuration(),
        new TxnQuery(List.of(kv(TxnOp.KvVerb.GET), node(TxnOp.Verb.GET), refused())));
  }

  private PreparedQueryQuery.Source source() {
    SampleRecords r = records;
    return new PreparedQueryQuery.Source(r.name(), r.text(), r.text(), r.text());
  }

  PreparedQuery preparedQuery() {
    SampleRecords r = records;
    var failover = new ServiceQuery.Failover(
        r.number(),
        r.maybe(() -> r.some(r::name)),
        r.maybe(() -> r.some(() -> new ServiceQuery.Target(r.text(), r.text()))));
    var service = new ServiceQuery(
        r.text(),
        failover,
        r.flag(),
        r.maybe(() -> r.some(r::name)),
        r.text(),
        r.maybe(() -> r.some(r::name)),
        r.maybe(r::texts),
        r.maybe(r::texts),
        r.flag(),
        "",
        r.text());
    return new PreparedQuery(
        r.name(),
        r.text(),
        r.text(),
        r.text(),
        new PreparedQuery.Template(r.text(), r.text(), r.flag()),
        service,
        r.text(),
        r.index(),
        r.index());
  }

  List<Command<?>> commands() {
    SampleRecords r = records;
    return List.of(
        new KvCommand.Set(entry()),
        new KvCommand.CompareAndSet(entry(), r.index()),
        new KvCommand.Acquire(entry()),
        new KvCommand.Release(entry()),
        new KvCommand.Delete(r.name()),
        new KvCommand.CompareAndDelete(r.name(), r.index()),
        new KvCommand.DeleteTree(r.text()),
        new SessionCommand.Create(r.session()),
        new SessionCommand.Destroy(r.name()),
        register(),
        new CatalogCommand.Deregister(r.name(), r.text(), r.text()),
        new VirtualIpCommand(r.text(), r.some(() -> "10.1.2.3")),
        new AutopilotCommand.Set(autopilot()),
        new AutopilotCommand.CompareAndSet(autopilot(), r.index()),
        new PreparedQueryCommand.Create(preparedQuery()),
        new PreparedQueryCommand.Update(preparedQuery()),
        new PreparedQueryCommand.Delete(r.name()),
        new TxnCommand(List.of(
            kv(r.pick(List.of(TxnOp.KvVerb.values()))),
            node(r.pick(List.of(TxnOp.Verb.values()))),
            service(r.pick(List.of(TxnOp.Verb.values()))),
            check(r.pick(List.of(TxnOp.Verb.values()))),
            refused())));
  }

  List<Operation<?>> operations() {
    SampleRecords r = records;
    return List.of(
        new SessionOperation.Renew(r.name()),
        new StatusOperation.Leader(),
        new StatusOperation.Peers(),
        new StatusOperation.Progress(),
        new StatusOperation.Datacenters(),
        new CoordinateOperation.Update(r.coordinate()),
        new CoordinateOperation.Datacenters(),
        new EventOperation.Fire(event()),
        new KeyringOperation(
            r.pick(List.of(KeyringOperation.Action.values())), r.text(), 3, r.flag(), r.flag()),
        new RaftOperation.Configuration(r.flag()),
        new RaftOperation.RemoveByAddress(r.text()),
        new RaftOperation.RemoveById(r.text()),
        new RaftOperation.Transfer(r.text()),
        new AutopilotOperation.Health(),
        new AutopilotOperation.State(),
        new CaOperation(new SampleServers(r).authority().asWanted()));
  }

  UserEvent event() {
    SampleRecords r = records;
    return new UserEvent(
        r.name(), r.name(), r.entry().value(), "web.*", r.name(), r.text(), r.number(), 0);
  }

  AutopilotConfiguration autopilot() {
    SampleRecords r = records;
    return new AutopilotConfiguration(
        r.flag(),
        r.duration(),
        r.index(),
        r.number(),
        r.duration(),
        r.text(),
        r.flag(),
        r.text(),
        0,
        0);
  }

  /** As a command has it: what the store adds is not there. */
  private KvEntry entry() {
    KvEntry entry = records.entry();
    return KvEntry.of(entry.key(), entry.value(), entry.flags()).withLock(0, entry.session());
  }

  private CatalogCommand register() {
    Node node = records.node().withIndexes(0, 0).withDatacenter("dc2");
    return new CatalogCommand.Register(
        node,
        records.maybe(records::service),
        records.some(() -> records.check().withNode(node.node())),
        records.flag());
  }

  private TxnOp kv(TxnOp.KvVerb verb) {
    return new TxnOp.Kv(verb, entry(), records.index());
  }

  private TxnOp node(TxnOp.Verb verb) {
    return new TxnOp.OfNode(verb, records.node());
  }

  private TxnOp service(TxnOp.Verb verb) {
    ServiceInstance service = records.service();
    return new TxnOp.OfService(verb, records.name(), service);
  }

  private TxnOp check(TxnOp.Verb verb) {
    HealthCheck check = records.check();
    return new TxnOp.OfCheck(verb, check);
  }

  private static TxnOp refused() {
    return new TxnOp.Refused("unknown KV verb \"try\"");
  }
}
