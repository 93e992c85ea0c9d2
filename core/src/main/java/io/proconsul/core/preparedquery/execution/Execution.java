package io.proconsul.core.preparedquery.execution;

import io.proconsul.core.coordinate.NearOrder;
import io.proconsul.core.health.HealthReads;
import io.proconsul.core.preparedquery.PreparedQueryReads;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.PreparedQueryQuery.Source;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.Node;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.QueryAnswer;
import io.proconsul.model.query.ServiceQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Answers questions about prepared queries, and theirs, from one datacenter's tables. Any thread.
 *
 * @param datacenter whose tables these are; empty where it does not matter
 * @param shuffle puts instances in the order that they have unless distances decide
 */
public record Execution(String datacenter, UnaryOperator<List<HealthEntry>> shuffle) {
  /** Leaves the order to whoever asks. */
  public static final Execution PLAIN = new Execution("", UnaryOperator.identity());

  /** Nothing of an answer tells an index, and so it is the first. */
  private static final long NO_INDEX = 1;

  private static final String AGENT = "_agent";
  private static final String IP = "_ip";

  public Answer<?> read(Tables tables, PreparedQueryQuery<?> query, WatchSet watches) {
    return switch (query) {
      case PreparedQueryQuery.All _ -> PreparedQueryReads.all(tables, watches);
      case PreparedQueryQuery.ById(String id) -> PreparedQueryReads.byId(tables, id, watches);
      case PreparedQueryQuery.Explain(String name, Source agent) ->
        new Answer<>(PreparedQueryReads.resolve(tables, name, agent, watches), NO_INDEX);
      case PreparedQueryQuery.Execute execute ->
        new Answer<>(execute(tables, execute, watches), NO_INDEX);
      case PreparedQueryQuery.ExecuteHere(PreparedQuery given, int limit, boolean connect) ->
        new Answer<>(limited(find(tables, given, connect, watches), limit), NO_INDEX);
    };
  }

  /**
   * What is to be asked elsewhere when nothing was found here; empty where all is said.
   *
   * @param tables from which the answer came
   */
  public static Optional<PreparedQueryQuery.ExecuteHere> beyond(
      Tables tables, PreparedQueryQuery.Execute execute, QueryAnswer found) {
    if (!found.nodes().isEmpty()) {
      return Optional.empty();
    }
    PreparedQuery query =
        PreparedQueryReads.resolve(tables, execute.nameOrId(), execute.agent(), new WatchSet());
    return query.service().failover().isGiven()
        ? Optional.of(new PreparedQueryQuery.ExecuteHere(query, execute.limit(), execute.connect()))
        : Optional.empty();
  }

  /** Whether distances decide on the order of what is found. */
  public static boolean isOrdered(Tables tables, PreparedQueryQuery.Execute execute) {
    PreparedQuery query =
        PreparedQueryReads.resolve(tables, execute.nameOrId(), execute.agent(), new WatchSet());
    return !near(tables, query.service(), execute).node().isEmpty();
  }

  private QueryAnswer execute(Tables tables, PreparedQueryQuery.Execute execute, WatchSet watches) {
    PreparedQuery query =
        PreparedQueryReads.resolve(tables, execute.nameOrId(), execute.agent(), watches);
    QueryAnswer found = find(tables, query, execute.connect(), watches);
    Source near = near(tables, query.service(), execute);
    QueryAnswer ordered = near.node().isEmpty() || !isHere(near.datacenter())
        ? found
        : found.withNodes(ordered(tables, found.nodes(), near.node(), watches));
    return limited(ordered, execute.limit());
  }

  private QueryAnswer find(Tables tables, PreparedQuery query, boolean connect, WatchSet watches) {
    List<HealthEntry> found = InstanceChoice.of(query.service())
        .filter(instances(tables, query.service(), connect, watches));
    return new QueryAnswer(
        query.service().service(), shuffle.apply(found), query.ttl(), datacenter, 0);
  }

  /** Nothing is imported from peers. */
  @SuppressWarnings("unchecked") // the answer to this question
  private static List<HealthEntry> instances(
      Tables tables, ServiceQuery service, boolean connect, WatchSet watches) {
    if (!service.peer().isEmpty()) {
      return List.of();
    }
    Map<String, String> meta = Objects.requireNonNullElse(service.nodeMeta(), Map.of());
    var question = new HealthQuery.ServiceHealth(
        service.service(), List.of(), meta, false, connect || service.connect());
    return (List<HealthEntry>) HealthReads.read(tables, question, watches).result();
  }

  /** From where distances count: what was asked for, else what the query says. */
  private static Source near(
      Tables tables, ServiceQuery service, PreparedQueryQuery.Execute execute) {
    Source agent = execute.agent();
    Source asked = execute.near();
    Source wanted = asked.node().isEmpty()
        ? new Source(agent.datacenter(), agent.segment(), service.near(), asked.ip())
        : asked;
    return switch (wanted.node()) {
      case AGENT -> agent;
      case IP -> new Source(wanted.datacenter(), "", nodeAt(tables, wanted.ip()), wanted.ip());
      default -> wanted;
    };
  }

  private static String nodeAt(Tables tables, String ip) {
    List<Node> found = new ArrayList<>(1);
    if (!ip.isEmpty()) {
      tables.nodes().forEach((_, node) -> {
        if (node.address().equals(ip)) {
          found.add(node);
        }
        return found.isEmpty();
      });
    }
    return found.isEmpty() ? "" : found.get(0).node();
  }

  private boolean isHere(String other) {
    return datacenter.isEmpty() || other.isEmpty() || other.equals(datacenter);
  }

  /** The nearest first, and before all what is on that very node. */
  private static List<HealthEntry> ordered(
      Tables tables, List<HealthEntry> entries, String node, WatchSet watches) {
    List<HealthEntry> sorted = new ArrayList<>(NearOrder.sort(tables, entries, node, watches));
    Optional<HealthEntry> own = sorted.stream()
        .filter(entry -> entry.node().node().equalsIgnoreCase(node))
        .findFirst();
    own.ifPresent(entry -> {
      sorted.remove(entry);
      sorted.add(0, entry);
    });
    return sorted;
  }

  private static QueryAnswer limited(QueryAnswer answer, int limit) {
    List<HealthEntry> nodes = answer.nodes();
    return limit > 0 && nodes.size() > limit ? answer.withNodes(nodes.subList(0, limit)) : answer;
  }
}
