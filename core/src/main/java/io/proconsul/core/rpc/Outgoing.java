package io.proconsul.core.rpc;

import io.proconsul.codec.Value;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
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
import io.proconsul.core.rpc.form.Form;
import io.proconsul.core.run.Remote;

/**
 * Makes the calls that ask other servers. Pure; any thread.
 *
 * @param datacenter the caller's own
 */
public record Outgoing(String datacenter) {

  /** Asks the state of a datacenter. */
  public <R> Call<Remote.Reply<R>> ask(Target target, Query<R> query, ReadOptions options) {
    Question<R> question = question(query);
    return new Call<>(
        question.method(),
        out -> {
          out.beginObject();
          out.field("Datacenter", of(target));
          question.fields().accept(out);
          QueryFields.write(options, target.token(), out);
          out.endObject();
        },
        value -> new Remote.Reply<>(question.reader().apply(value), meta(value)));
  }

  /** @throws IllegalArgumentException for a command that only a leader makes */
  public <R> Call<R> submit(Target target, Command<R> command) {
    return call(target, question(command));
  }

  public <R> Call<R> perform(Target target, Operation<R> operation) {
    return call(target, question(operation));
  }

  private <R> Call<R> call(Target target, Question<R> question) {
    return new Call<>(
        question.method(),
        out -> {
          out.beginObject();
          out.field("Datacenter", of(target));
          question.fields().accept(out);
          out.field("Token", target.token());
          out.endObject();
        },
        question.reader());
  }

  private String of(Target target) {
    return target.datacenter().isEmpty() ? datacenter : target.datacenter();
  }

  /** What is no object tells nothing; whoever answered knew its leader. */
  private static Render.Meta meta(Value reply) {
    return reply instanceof Value.Obj
        ? QueryFields.readMeta(Form.fieldsOf(reply))
        : new Render.Meta(0, true, 0);
  }

  @SuppressWarnings("unchecked") // each case reads the result that its query declares
  private <R> Question<R> question(Query<R> query) {
    Question<?> question = switch (query) {
      case KvQuery<R> kv -> KvCalls.ask(kv);
      case SessionQuery<R> session -> SessionCalls.ask(session);
      case CatalogQuery<R> catalog -> CatalogCalls.ask(catalog);
      case HealthQuery<R> health -> HealthCalls.ask(health);
      case CoordinateQuery<R> coordinate -> CoordinateCalls.ask(coordinate);
      case AutopilotQuery<R> autopilot -> OperatorCalls.ask(autopilot);
      case UsageQuery usage -> OperatorCalls.ask(usage);
      case ConnectQuery<R> connect -> ConnectCalls.ask(connect);
      case TxnQuery txn -> TxnCalls.ask(txn);
      case PreparedQueryQuery<R> prepared -> PreparedQueryCalls.ask(prepared);
      case Near<R>(Query<R> inner, String node) -> near(question(inner), node);
    };
    return (Question<R>) question;
  }

  @SuppressWarnings("unchecked") // each case reads the outcome that its command declares
  private static <R> Question<R> question(Command<R> command) {
    Question<?> question = switch (command) {
      case KvCommand kv -> KvCalls.submit(kv);
      case SessionCommand<?> session -> SessionCalls.submit(session);
      case CatalogCommand catalog -> CatalogCalls.submit(catalog);
      case CoordinateCommand _, RestoreCommand _, CaCommand _ -> throw onlyByLeaders(command);
      case VirtualIpCommand addresses -> InternalCalls.submit(addresses);
      case AutopilotCommand autopilot -> OperatorCalls.submit(autopilot);
      case TxnCommand txn -> TxnCalls.submit(txn);
      case PreparedQueryCommand query -> PreparedQueryCalls.submit(query);
    };
    return (Question<R>) question;
  }

  @SuppressWarnings("unchecked") // each case reads the outcome that its operation declares
  private static <R> Question<R> question(Operation<R> operation) {
    Question<?> question = switch (operation) {
      case SessionOperation<?> session -> SessionCalls.perform(session);
      case StatusOperation<?> status -> StatusCalls.perform(status);
      case CoordinateOperation<?> coordinate -> CoordinateCalls.perform(coordinate);
      case EventOperation<?> event -> InternalCalls.perform(event);
      case KeyringOperation keyring -> InternalCalls.perform(keyring);
      case RaftOperation<?> raft -> OperatorCalls.perform(raft);
      case AutopilotOperation<?> autopilot -> OperatorCalls.perform(autopilot);
      case CaOperation authority -> ConnectCalls.perform(authority);
    };
    return (Question<R>) question;
  }

  /** Servers of other datacenters know no distance to this one's nodes, so they look away. */
  private <R> Question<R> near(Question<R> question, String node) {
    return question.and(out -> {
      out.name("Source");
      out.beginObject();
      out.field("Datacenter", datacenter);
      out.field("Node", node);
      out.endObject();
    });
  }

  static IllegalArgumentException onlyByLeaders(Command<?> command) {
    return new IllegalArgumentException(
        command.getClass().getSimpleName() + " is made by leaders, and never asked of another");
  }
}
