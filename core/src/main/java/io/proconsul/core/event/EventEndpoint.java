package io.proconsul.core.event;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Method;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.api.Routes;
import io.proconsul.core.filter.FilterException;
import io.proconsul.core.filter.GoPattern;
import io.proconsul.core.operation.EventOperation;
import io.proconsul.model.cluster.UserEvent;
import java.util.function.Supplier;

/**
 * {@code /v1/event}: a server of the datacenter spreads an event; which have come is told from what
 * this agent has heard.
 */
public final class EventEndpoint implements Endpoint {
  private static final String FIRE = "/v1/event/fire/";

  private final EventWait events;
  private final Supplier<String> ids;

  /** @param ids makes the ids of new events */
  public EventEndpoint(EventWait events, Supplier<String> ids) {
    this.events = events;
    this.ids = ids;
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(Method.PUT, FIRE, this::fire)
        .add(
            Method.GET,
            "/v1/event/list",
            request -> events.list(request, ReadOptions.parse(request.params())));
  }

  private Action fire(Request request) {
    Params params = request.params();
    String name = request.pathAfter(FIRE);
    if (name.isEmpty()) {
      throw new ConsulException.InvalidRequest("Missing name");
    }
    UserEvent event = new UserEvent(
        ids.get(),
        name,
        request.body(),
        params.first("node"),
        params.first("service"),
        params.first("tag"),
        UserEvent.VERSION,
        0);
    validate(event);
    return new Action.Ask<>(
        new EventOperation.Fire(event),
        (_, context) -> Response.json(event, context.pretty(), UserEvent.MAPPING::write));
  }

  /** @throws ConsulException.Refused when nobody could tell whom the event is for */
  public static void validate(UserEvent event) {
    if (!event.tagFilter().isEmpty() && event.serviceFilter().isEmpty()) {
      throw new ConsulException.Refused("Cannot provide tag filter without service filter");
    }
    validate("node", event.nodeFilter());
    validate("service", event.serviceFilter());
    validate("tag", event.tagFilter());
  }

  private static void validate(String what, String expression) {
    try {
      GoPattern.compile(expression);
    } catch (FilterException e) {
      throw new ConsulException.Refused("Invalid " + what + " filter: " + e.getMessage());
    }
  }
}
