package io.proconsul.core.self;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;

/** {@code /v1/agent/token}: the tokens that the agent itself uses, where there are no ACLs. */
public final class TokenEndpoint implements Endpoint {
  private static final int UNAUTHORIZED = 401;

  @Override
  public void register(Routes routes) {
    routes.add(
        Method.PUT,
        "/v1/agent/token/",
        _ -> new Action.Reply(Response.text(UNAUTHORIZED, "ACL support disabled")));
  }
}
