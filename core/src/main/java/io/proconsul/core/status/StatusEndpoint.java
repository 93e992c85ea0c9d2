package io.proconsul.core.status;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.run.Consensus;
import io.proconsul.core.self.Identity;
import java.util.List;

/** {@code /v1/status}: answered by this server from what it knows, without the log. */
public final class StatusEndpoint implements Endpoint {
  private final Consensus consensus;
  private final Identity identity;

  public StatusEndpoint(Consensus consensus, Identity identity) {
    this.consensus = consensus;
    this.identity = identity;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/status/leader", this::leader)
        .add(Method.GET, "/v1/status/peers", this::peers);
  }

  private Action leader(Request request) {
    check(request);
    String address = consensus.leaderAddress();
    return new Action.Local(
        () -> Response.json(address, isPretty(request), (value, sink) -> sink.string(value)));
  }

  private Action peers(Request request) {
    check(request);
    List<String> peers = consensus.peerAddresses();
    return new Action.Local(() -> Response.json(
        peers,
        isPretty(request),
        (all, sink) -> sink.list(all, (String peer, Sink out) -> out.string(peer))));
  }

  private void check(Request request) {
    ReadOptions.parse(request.params());
    String wanted = request.params().first("dc");
    if (!wanted.isEmpty() && !wanted.equals(identity.datacenter())) {
      throw new ConsulException.Refused("No path to datacenter");
    }
  }

  private boolean isPretty(Request request) {
    return identity.pretty() || request.params().has("pretty");
  }
}
