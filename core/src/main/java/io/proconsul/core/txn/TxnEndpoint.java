package io.proconsul.core.txn;

import io.proconsul.codec.DecodeException;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.TxnCommand;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.core.filter.GoText;
import io.proconsul.core.query.TxnQuery;

/** {@code /v1/txn}: many operations at once. Those that only read do not go through the log. */
public final class TxnEndpoint implements Endpoint {
  private final String datacenter;
  private final boolean pretty;
  private final Limits limits;

  /**
   * @param valueSize {@code limits.kv_max_value_size}, bytes
   * @param bodySize {@code limits.txn_max_req_len}, bytes; of the two the higher counts
   */
  public record Limits(int valueSize, int bodySize) {
    public Limits {
      bodySize = Math.max(valueSize, bodySize);
    }
  }

  /**
   * @param datacenter this agent's own
   * @param pretty whether JSON is indented though nobody asks
   */
  public TxnEndpoint(String datacenter, boolean pretty, Limits limits) {
    this.datacenter = datacenter;
    this.pretty = pretty;
    this.limits = limits;
  }

  @Override
  public void register(Routes routes) {
    routes.add(Method.PUT, "/v1/txn", this::run);
  }

  private Action run(Request request) {
    refuseLargeBody(request);
    TxnRequest txn = read(request);
    txn.refuseTooMany();
    txn.ops().forEach(this::refuseLargeValue);
    if (!txn.isWrite()) {
      ReadOptions.parse(request);
    }
    if (!txn.refusals().isEmpty()) {
      return refused(txn, request);
    }
    return txn.isWrite()
        ? Action.Write.of(new TxnCommand(txn.ops()), TxnRender.INSTANCE)
        : new Action.Read<>(new TxnQuery(txn.ops()), TxnRender.INSTANCE);
  }

  private void refuseLargeBody(Request request) {
    int length = request.body().length;
    if (length > limits.bodySize()) {
      String size = request.header("Content-Length") == null ? "" : "(" + length + " bytes)";
      throw new ConsulException.TooLarge(
          "Request body" + size + " too large, max size: " + limits.bodySize()
              + " bytes. See https://developer.hashicorp.com/docs/agent/config/config-files"
              + "#txn_max_req_len.");
    }
  }

  private TxnRequest read(Request request) {
    try {
      return TxnRequest.read(request.body(), datacenter);
    } catch (DecodeException e) {
      throw new ConsulException.InvalidRequest("Failed to parse body: " + e.getMessage());
    }
  }

  private void refuseLargeValue(TxnOp op) {
    if (op instanceof TxnOp.Kv kv && kv.entry().value().length > limits.valueSize()) {
      throw new ConsulException.TooLarge(
          "Value for key " + GoText.quote(kv.entry().key())
              + " is too large (" + kv.entry().value().length + " > " + limits.valueSize()
              + " bytes)");
    }
  }

  /** Nobody was asked, and where a question would tell whom, that shows. */
  private Action refused(TxnRequest txn, Request request) {
    TxnOutcome outcome = TxnOutcome.failed(txn.refusals());
    var context = new Render.Context(pretty || request.params().has("pretty"), "");
    if (txn.isWrite()) {
      return new Action.Reply(TxnRender.INSTANCE.render(outcome, context));
    }
    Response response = TxnRender.INSTANCE.render(outcome, context, Render.Meta.NONE);
    return new Action.Reply(
        response.with("X-Consul-KnownLeader", "false").with("X-Consul-LastContact", "0"));
  }
}
