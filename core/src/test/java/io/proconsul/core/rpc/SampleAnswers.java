package io.proconsul.core.rpc;

import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.command.CaCommand;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.CoordinateCommand;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.command.RestoreCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.command.TxnCommand;
import io.proconsul.core.command.TxnOutcome;
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
import io.proconsul.model.HealthEntry;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.NodeServices;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.ServiceOnNode;
import io.proconsul.model.cluster.DatacenterCoordinates;
import io.proconsul.model.query.QueryAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes an answer to anything that can be asked, as far as it is shown to users. */
final class SampleAnswers {
  private final SampleRecords records;
  private final SampleServers servers;
  private final Samples samples;

  SampleAnswers(RandomGenerator random) {
    records = new SampleRecords(random);
    servers = new SampleServers(records);
    samples = new Samples(random);
  }

  Object to(Query<?> query) {
    SampleRecords r = records;
    return switch (query) {
      case KvQuery.Get _ -> Optional.ofNullable(r.maybe(r::entry));
      case KvQuery.ListEntries _ -> r.some(r::entry);
      case KvQuery.ListKeys _ -> r.some(r::name);
      case SessionQuery<?> _ -> r.some(r::session);
      case CatalogQuery.Nodes _ -> r.some(r::node);
      case CatalogQuery.Services _, CatalogQuery.GatewayServices _ -> List.of();
      case CatalogQuery.ServiceInstances _ -> r.some(this::row);
      case CatalogQuery.VirtualAddress _ -> Optional.ofNullable(r.maybe(() -> "240.0.0.1"));
      case CatalogQuery.NodeWithServices _ -> Optional.ofNullable(r.maybe(this::node));
      case HealthQuery.NodeChecks _, HealthQuery.ServiceChecks _, HealthQuery.ChecksInState _ ->
        r.some(r::check);
      case HealthQuery.IngressHealth _ -> r.some(r::healthEntry);
      case HealthQuery.ServiceHealth health ->
        health.passingOnly() ? r.some(this::passing) : r.some(r::healthEntry);
      case CoordinateQuery.All(String segment) -> r.some(() -> coordinate(segment));
      case CoordinateQuery.OfNode(String _, String segment) -> r.some(() -> coordinate(segment));
      case AutopilotQuery.Configuration _ -> samples.autopilot();
      case UsageQuery _ -> servers.usage();
      case Near<?> near -> to(near.query());
      case TxnQuery _ -> outcome();
      case ConnectQuery.Roots _ -> servers.roots();
      case ConnectQuery.Configuration _ -> Optional.ofNullable(r.maybe(servers::authority));
      case PreparedQueryQuery.All _ -> r.some(samples::preparedQuery);
      case PreparedQueryQuery.ById _, PreparedQueryQuery.Explain _ -> samples.preparedQuery();
      case PreparedQueryQuery.Execute _, PreparedQueryQuery.ExecuteHere _ ->
        new QueryAnswer(r.name(), r.some(r::healthEntry), r.text(), r.name(), r.number());
    };
  }

  Object to(Command<?> command) {
    SampleRecords r = records;
    return switch (command) {
      case SessionCommand.Create _, PreparedQueryCommand _ -> r.name();
      case SessionCommand.Destroy _, CatalogCommand _ -> true;
      case VirtualIpCommand _ -> new VirtualIpCommand.Outcome(r.flag(), r.some(r::name));
      case TxnCommand _ -> outcome();
      case KvCommand _, AutopilotCommand _ -> r.flag();
      case CoordinateCommand _, RestoreCommand _, CaCommand _ -> throw new AssertionError();
    };
  }

  Object to(Operation<?> operation) {
    SampleRecords r = records;
    return switch (operation) {
      case SessionOperation.Renew _ -> Optional.ofNullable(r.maybe(r::session));
      case StatusOperation.Leader _ -> r.text();
      case StatusOperation.Peers _, StatusOperation.Datacenters _ -> r.some(r::name);
      case StatusOperation.Progress _ -> servers.stats();
      case CoordinateOperation.Update _, EventOperation<?> _, CaOperation _ -> true;
      case CoordinateOperation.Datacenters _ ->
        r.some(() -> new DatacenterCoordinates(r.name(), "wan", r.some(r::coordinate)));
      case KeyringOperation _ -> r.some(servers::keyring);
      case RaftOperation.Configuration _ -> servers.raft();
      case RaftOperation.RemoveByAddress _, RaftOperation.RemoveById _ -> true;
      case RaftOperation.Transfer _ -> r.flag();
      case AutopilotOperation.Health _ -> servers.health();
      case AutopilotOperation.State _ -> servers.state();
    };
  }

  /** The node's indexes are not among what a row shows. */
  private ServiceOnNode row() {
    return new ServiceOnNode(records.node().withIndexes(0, 0), shownInRow());
  }

  /** A row shows the metadata of a service that has none as an empty map. */
  private ServiceInstance shownInRow() {
    ServiceInstance service = records.listed();
    return service.givenMeta() == null ? shownInRow() : service;
  }

  private NodeServices node() {
    List<ServiceInstance> services = records.some(records::listed).stream()
        .collect(java.util.stream.Collectors.toMap(
            ServiceInstance::id, service -> service, (one, _) -> one))
        .values()
        .stream()
        .sorted(Comparator.comparing(ServiceInstance::id))
        .toList();
    return new NodeServices(records.node(), services);
  }

  private HealthEntry passing() {
    HealthEntry entry = records.healthEntry();
    List<HealthCheck> checks =
        entry.checks().stream().map(check -> check.withStatus("passing", "")).toList();
    return new HealthEntry(entry.node(), entry.service(), checks);
  }

  private NodeCoordinate coordinate(String segment) {
    NodeCoordinate made = records.coordinate();
    return new NodeCoordinate(made.node(), segment, made.coord());
  }

  private TxnOutcome outcome() {
    SampleRecords r = records;
    return r.flag()
        ? TxnOutcome.failed(List.of(new TxnOutcome.Failure(r.number(), r.text())))
        : new TxnOutcome(
            List.of(
                new TxnOutcome.Result.Kv(r.entry()),
                new TxnOutcome.Result.OfNode(r.node()),
                new TxnOutcome.Result.OfService(r.service()),
                new TxnOutcome.Result.OfCheck(r.check())),
            List.of());
  }
}
