package io.proconsul.core.rpc;

import io.proconsul.codec.Fields;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.Command;
import io.proconsul.core.filter.Filterable;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.Near;
import io.proconsul.core.query.Query;
import io.proconsul.core.rpc.form.Form;
import java.util.Map;
import java.util.Objects;

/** The arguments of a call that arrived, and what is made of them. */
record Args(Fields in) {
  String datacenter() {
    return in.string("Datacenter");
  }

  String string(String name) {
    return in.string(name);
  }

  /** @throws ConsulException.Refused with the problem when the text is empty */
  String required(String name, String problem) {
    String text = in.string(name);
    if (text.isEmpty()) {
      throw new ConsulException.Refused(problem);
    }
    return text;
  }

  Map<String, String> nodeMeta() {
    return Objects.requireNonNullElse(in.stringMap("NodeMetaFilters"), Map.of());
  }

  <R> Incoming ask(Query<R> query, Form<R> form) {
    return ask(query, form, unfiltered());
  }

  <R> Incoming ask(Query<R> query, Form<R> form, Filterable<R> filterable) {
    Action.Read<R> read = new Action.Read<>(query, new ReplyRender<>(form, filterable));
    return new Incoming.Ask<>(datacenter(), read, QueryFields.read(in));
  }

  /** The question with the order that is wanted; distances are known within a datacenter only. */
  <R> Query<R> near(Query<R> query) {
    Source source = in.object("Source", "QuerySource", Source::read);
    if (source == null || source.node().isEmpty()) {
      return query;
    }
    boolean here = datacenter().isEmpty() || datacenter().equals(source.datacenter());
    return here ? new Near<>(query, source.node()) : query;
  }

  <R> Incoming submit(Command<R> command, String refusalPrefix, Form<R> form) {
    return new Incoming.Submit<>(datacenter(), command, refusalPrefix, form);
  }

  <R> Incoming perform(Operation<R> operation, Form<R> form) {
    return new Incoming.Perform<>(datacenter(), operation, form);
  }

  private record Source(String datacenter, String node) {
    static Source read(Fields in) {
      return new Source(in.string("Datacenter"), in.string("Node"));
    }
  }

  private static final Filterable<?> UNFILTERED = (result, _) -> result;

  @SuppressWarnings("unchecked") // gives back whatever it is given
  private static <R> Filterable<R> unfiltered() {
    return (Filterable<R>) UNFILTERED;
  }
}
