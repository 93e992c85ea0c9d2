package io.proconsul.core.operator;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.GoNumbers;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.operation.AutopilotOperation;
import io.proconsul.core.query.AutopilotQuery;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.cluster.AutopilotHealth;
import io.proconsul.model.cluster.AutopilotState;

/** {@code /v1/operator/autopilot}: what autopilot goes by, and what it sees of the servers. */
public final class AutopilotEndpoint implements Endpoint {
  private static final String CONFIGURATION = "/v1/operator/autopilot/configuration";
  private static final int UNHEALTHY = 429;

  private static final Render<AutopilotConfiguration> CONFIGURED =
      Render.json(AutopilotConfiguration.MAPPING::write);
  private static final Render<Boolean> DONE = Render.json((done, sink) -> sink.bool(done));
  private static final Render<AutopilotState> STATE = Render.json(AutopilotState.MAPPING::write);
  private static final Render<AutopilotHealth> HEALTHY =
      Render.json(AutopilotHealth.MAPPING::write);

  /** Consul sets the status before the content type, which so becomes that of text. */
  private static final Render<AutopilotHealth> HEALTH = (health, context) -> {
    Response response = HEALTHY.render(health, context);
    return health.healthy()
        ? response
        : new Response(UNHEALTHY, Response.text(UNHEALTHY, "").headers(), response.body());
  };

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, CONFIGURATION, _ -> read())
        .add(Method.PUT, CONFIGURATION, AutopilotEndpoint::write)
        .add(Method.GET, "/v1/operator/autopilot/health", _ -> health())
        .add(Method.GET, "/v1/operator/autopilot/state", _ -> state());
  }

  private static Action read() {
    return new Action.Read<>(new AutopilotQuery.Configuration(), CONFIGURED);
  }

  private static Action health() {
    return new Action.Ask<>(new AutopilotOperation.Health(), HEALTH);
  }

  private static Action state() {
    return new Action.Ask<>(new AutopilotOperation.State(), STATE);
  }

  private static Action write(Request request) {
    AutopilotConfiguration configuration = configuration(request);
    if (!request.params().has("cas")) {
      return Action.Write.of(new AutopilotCommand.Set(configuration), DONE);
    }
    try {
      long index = GoNumbers.parseUint(request.params().first("cas"));
      return Action.Write.of(new AutopilotCommand.CompareAndSet(configuration, index), DONE);
    } catch (DecodeException e) {
      throw new ConsulException.InvalidRequest("Error parsing cas value: " + e.getMessage());
    }
  }

  private static AutopilotConfiguration configuration(Request request) {
    try {
      Fields body = request.bodyFields("api.AutopilotConfiguration", "AutopilotConfiguration");
      AutopilotConfiguration configuration = AutopilotConfiguration.MAPPING.read(body);
      body.rejectUnknown();
      return configuration;
    } catch (DecodeException e) {
      throw new ConsulException.InvalidRequest("Error parsing autopilot config: " + e.getMessage());
    }
  }
}
