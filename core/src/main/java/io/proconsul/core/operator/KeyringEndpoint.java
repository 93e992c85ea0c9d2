package io.proconsul.core.operator;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.GoNumbers;
import io.proconsul.core.api.Handler;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.Refusals;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.model.cluster.KeyringResponse;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/operator/keyring}: the keys that the gossip pools are encrypted with. */
public final class KeyringEndpoint implements Endpoint {
  private static final String PATH = "/v1/operator/keyring";
  private static final int MAX_RELAY_FACTOR = 5;
  private static final int FAILED = 500;

  private static final Render<List<KeyringResponse>> LIST =
      Render.json((all, sink) -> sink.list(all, KeyringResponse.MAPPING::write));

  private static final Render<List<KeyringResponse>> LISTED = (responses, context) -> {
    List<String> errors = errors(responses);
    return errors.isEmpty() ? LIST.render(responses, context) : refused(errors);
  };

  private static final Render<List<KeyringResponse>> CHANGED = (responses, _) -> {
    List<String> errors = errors(responses);
    return errors.isEmpty() ? Response.empty(200) : refused(errors);
  };

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.GET, PATH, KeyringEndpoint::list)
        .add(Method.POST, PATH, changing(KeyringOperation.Action.INSTALL))
        .add(Method.PUT, PATH, changing(KeyringOperation.Action.USE))
        .add(Method.DELETE, PATH, changing(KeyringOperation.Action.REMOVE));
  }

  private static Action list(Request request) {
    KeyringOperation operation = new KeyringOperation(
        KeyringOperation.Action.LIST,
        "",
        relayFactor(request.params(), 0),
        localOnly(request.params(), true),
        false);
    return new Action.Ask<>(operation, LISTED);
  }

  private static Handler changing(KeyringOperation.Action action) {
    return request -> {
      Fields body = request.bodyFields("agent.keyringArgs", "keyringArgs");
      String key = body.string("Key");
      int relayFactor = body.integer("RelayFactor");
      body.skip("Token");
      body.skip("LocalOnly");
      body.rejectUnknown();
      localOnly(request.params(), false);
      return new Action.Ask<>(
          new KeyringOperation(
              action, key, relayFactor(request.params(), relayFactor), false, false),
          CHANGED);
    };
  }

  private static int relayFactor(Params params, int fallback) {
    String text = params.first("relay-factor");
    if (text.isEmpty()) {
      return fallback;
    }
    long number;
    try {
      number = GoNumbers.atoi(text);
    } catch (DecodeException e) {
      throw new ConsulException.InvalidRequest("Error parsing relay factor: " + e.getMessage());
    }
    if (number < 0 || number > MAX_RELAY_FACTOR) {
      throw new ConsulException.InvalidRequest("Invalid relay-factor: "
          + "Relay factor must be in range: [0, " + MAX_RELAY_FACTOR + "]");
    }
    return (int) number;
  }

  private static boolean localOnly(Params params, boolean list) {
    String text = params.first("local-only");
    if (text.isEmpty()) {
      return false;
    }
    boolean localOnly;
    try {
      localOnly = GoNumbers.parseBool(text);
    } catch (DecodeException e) {
      throw new ConsulException.InvalidRequest("Error parsing local-only: " + e.getMessage());
    }
    if (localOnly && !list) {
      throw new ConsulException.InvalidRequest(
          "Invalid use of local-only: local-only can only be set for list requests");
    }
    return localOnly;
  }

  /** For each pool that failed what is wrong, then what its members said. */
  private static List<String> errors(List<KeyringResponse> responses) {
    List<String> errors = new ArrayList<>();
    for (KeyringResponse response : responses) {
      if (!response.error().isEmpty()) {
        String pool = response.wan() ? "WAN" : response.datacenter() + " (LAN)";
        errors.add(pool + " error: " + response.error());
        response.messages().forEach((node, message) -> errors.add(node + ": " + message));
      }
    }
    return errors;
  }

  private static Response refused(List<String> errors) {
    return Response.text(FAILED, Refusals.list(errors));
  }
}
