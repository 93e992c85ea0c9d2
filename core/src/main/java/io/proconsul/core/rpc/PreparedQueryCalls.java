package io.proconsul.core.rpc;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.PreparedQueryQuery.Source;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.core.rpc.form.QueryAnswerForm;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.QueryAnswer;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * {@code PreparedQuery}: prepared queries, and what they find.
 *
 * @param ids makes the ids of queries, which callers leave to the server
 */
record PreparedQueryCalls(Supplier<String> ids) {
  private static final Form<List<PreparedQuery>> QUERIES =
      Form.list("Queries", PreparedQuery.MAPPING);

  private static final Form<PreparedQuery> ONE = Form.object(
      (query, out) -> out.list("Queries", List.of(query), PreparedQuery.MAPPING::write),
      in -> Form.orEmpty(in.list("Queries", "PreparedQuery", PreparedQuery.MAPPING::read)).stream()
          .findFirst()
          .orElseThrow(() -> new DecodeException("msgpack: a query is missing")));

  private static final Form<PreparedQuery> EXPLAINED = Form.object(
      (query, out) -> out.field("Query", query, PreparedQuery.MAPPING::write),
      PreparedQueryCalls::query);

  private static final Form<QueryAnswer> ANSWER = Form.of(QueryAnswerForm.MAPPING);

  static Question<?> ask(PreparedQueryQuery<?> query) {
    return switch (query) {
      case PreparedQueryQuery.All _ -> Question.of("PreparedQuery.List", QUERIES);
      case PreparedQueryQuery.ById(String id) ->
        Question.of("PreparedQuery.Get", "QueryID", id, ONE);
      case PreparedQueryQuery.Explain(String name, Source agent) ->
        Question.of("PreparedQuery.Explain", "QueryIDOrName", name, EXPLAINED)
            .and(out -> out.field("Agent", agent, PreparedQueryCalls::write));
      case PreparedQueryQuery.Execute execute ->
        Question.of("PreparedQuery.Execute", "QueryIDOrName", execute.nameOrId(), ANSWER)
            .and(out -> {
              out.field("Limit", execute.limit());
              out.field("Connect", execute.connect());
              out.field("Source", execute.near(), PreparedQueryCalls::write);
              out.field("Agent", execute.agent(), PreparedQueryCalls::write);
            });
      case PreparedQueryQuery.ExecuteHere(PreparedQuery given, int limit, boolean connect) ->
        Question.of("PreparedQuery.ExecuteRemote", ANSWER).and(out -> {
          out.field("Query", given, PreparedQuery.MAPPING::write);
          out.field("Limit", limit);
          out.field("Connect", connect);
        });
    };
  }

  private static void write(Source source, Sink out) {
    out.beginObject();
    out.field("Datacenter", source.datacenter());
    out.field("Segment", source.segment());
    out.field("Node", source.node());
    out.field("Ip", source.ip());
    out.endObject();
  }

  private static Source source(Fields in) {
    return new Source(
        in.string("Datacenter"), in.string("Segment"), in.string("Node"), in.string("Ip"));
  }

  private static Source source(Args args, String name) {
    return Objects.requireNonNullElse(
        args.in().object(name, "QuerySource", PreparedQueryCalls::source), Source.NONE);
  }

  private static PreparedQuery query(Fields in) {
    PreparedQuery query = in.object("Query", "PreparedQuery", PreparedQuery.MAPPING::read);
    if (query == null) {
      throw new DecodeException("msgpack: a query is missing");
    }
    return query;
  }

  static Incoming list(Args args) {
    return args.ask(new PreparedQueryQuery.All(), QUERIES);
  }

  static Incoming get(Args args) {
    return args.ask(new PreparedQueryQuery.ById(args.string("QueryID")), ONE);
  }

  static Incoming explain(Args args) {
    return args.ask(
        new PreparedQueryQuery.Explain(args.string("QueryIDOrName"), source(args, "Agent")),
        EXPLAINED);
  }

  static Incoming execute(Args args) {
    var execute = new PreparedQueryQuery.Execute(
        args.string("QueryIDOrName"),
        args.in().integer("Limit"),
        args.in().bool("Connect"),
        source(args, "Source"),
        source(args, "Agent"));
    return args.ask(execute, ANSWER);
  }

  static Incoming executeHere(Args args) {
    var execute = new PreparedQueryQuery.ExecuteHere(
        query(args.in()), args.in().integer("Limit"), args.in().bool("Connect"));
    return args.ask(execute, ANSWER);
  }

  static Question<String> submit(PreparedQueryCommand command) {
    return switch (command) {
      case PreparedQueryCommand.Create(PreparedQuery query) -> apply("create", query.withId(""));
      case PreparedQueryCommand.Update(PreparedQuery query) -> apply("update", query);
      case PreparedQueryCommand.Delete(String id) -> apply("delete", PreparedQuery.of(id, "", ""));
    };
  }

  private static Question<String> apply(String op, PreparedQuery query) {
    return Question.of("PreparedQuery.Apply", "Op", op, Form.TEXT)
        .and(out -> out.field("Query", query, PreparedQuery.MAPPING::write));
  }

  Incoming apply(Args args) {
    PreparedQuery query = query(args.in());
    String op = args.string("Op");
    PreparedQueryCommand command = switch (op) {
      case "create" -> create(query);
      case "update" -> new PreparedQueryCommand.Update(query);
      case "delete" -> new PreparedQueryCommand.Delete(query.id());
      default -> throw new ConsulException.Refused("Unknown prepared query operation: " + op);
    };
    return args.submit(command, "", Form.TEXT);
  }

  private PreparedQueryCommand create(PreparedQuery query) {
    if (!query.id().isEmpty()) {
      throw new ConsulException.Refused("ID must be empty when creating a new prepared query");
    }
    return new PreparedQueryCommand.Create(query.withId(ids.get()).withIndexes(0, 0));
  }
}
