package io.proconsul.core.status;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.run.Consensus;
import java.util.List;

/** {@code /v1/status}: answered by this server from what it knows, without the log. */
public final class StatusEndpoint implements Endpoint {
  private final Consensus consensus;
  private final boolean pretty;

  public StatusEndpoint(Consensus consensus, boolean pretty) {
    this.consensus = consensus;
    this.pretty = pretty;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/status/leader", this::leader)
        .add(Method.GET, "/v1/status/peers", this::peers);
  }

  private Action leader(Request request) {
    ReadOptions.parse(request.params());
    String address = consensus.leaderAddress();
    return new Action.Local(
        () -> Response.json(address, isPretty(request), (value, sink) -> sink.string(value)));
  }

  private Action peers(Request request) {
    ReadOptions.parse(request.params());
    List<String> peers = consensus.peerAddresses();
    return new Action.Local(() -> Response.json(
        peers,
        isPretty(request),
        (all, sink) -> sink.list(all, (String peer, Sink out) -> out.string(peer))));
  }

  private boolean isPretty(Request request) {
    return pretty || request.params().has("pretty");
  }
}
