package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.model.query.QueryAnswer;
import java.util.Objects;

/** {@code structs.PreparedQueryExecuteResponse}. */
public final class QueryAnswerForm implements Mapping<QueryAnswer> {
  public static final QueryAnswerForm MAPPING = new QueryAnswerForm();

  private QueryAnswerForm() {}

  @Override
  public void write(QueryAnswer answer, Sink out) {
    out.beginObject();
    out.field("Service", answer.service());
    out.list("Nodes", answer.nodes(), EntryForm.MAPPING::write);
    out.name("DNS");
    out.beginObject();
    out.field("TTL", answer.ttl());
    out.endObject();
    out.field("Datacenter", answer.datacenter());
    out.field("PeerName", "");
    out.field("Failovers", answer.failovers());
    out.endObject();
  }

  @Override
  public QueryAnswer read(Fields in) {
    return new QueryAnswer(
        in.string("Service"),
        Form.orEmpty(in.list("Nodes", "CheckServiceNode", EntryForm.MAPPING::read)),
        Objects.requireNonNullElse(
            in.object("DNS", "QueryDNSOptions", dns -> dns.string("TTL")), ""),
        in.string("Datacenter"),
        in.integer("Failovers"));
  }
}
