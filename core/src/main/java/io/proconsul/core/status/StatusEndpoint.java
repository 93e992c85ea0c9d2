package io.proconsul.core.status;

import io.proconsul.codec.Sink;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Routes;
import io.proconsul.core.operation.StatusOperation;
import java.util.List;

/** {@code /v1/status}: answered by any server from what it knows, without the log. */
public final class StatusEndpoint implements Endpoint {
  private static final Render<String> ADDRESS =
      Render.json((address, sink) -> sink.string(address));
  private static final Render<List<String>> ADDRESSES =
      Render.json((all, sink) -> sink.list(all, (String each, Sink out) -> out.string(each)));

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, "/v1/status/leader", StatusEndpoint::leader)
        .add(Method.GET, "/v1/status/peers", StatusEndpoint::peers);
  }

  private static Action leader(Request request) {
    ReadOptions.parse(request.params());
    return new Action.Ask<>(new StatusOperation.Leader(), ADDRESS);
  }

  private static Action peers(Request request) {
    ReadOptions.parse(request.params());
    return new Action.Ask<>(new StatusOperation.Peers(), ADDRESSES);
  }
}
