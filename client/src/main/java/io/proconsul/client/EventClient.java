package io.proconsul.client;

import io.proconsul.model.cluster.UserEvent;
import java.util.List;

/** Events to all agents. Obtained from {@link ConsulClient#event}; as free to share. */
public final class EventClient {
  private final ConsulClient client;

  EventClient(ConsulClient client) {
    this.client = client;
  }

  /**
   * Tells an event to all agents of a datacenter.
   *
   * @param event its id and time are not looked at
   * @return the event with its id
   */
  public UserEvent fire(UserEvent event) {
    String path = "/v1/event/fire/" + event.name();
    Call call = event.payload().length == 0 ? Call.put(path) : Call.put(path, event.payload());
    Reply reply = client.sendOk(call.withUnlessEmpty("node", event.nodeFilter())
        .withUnlessEmpty("service", event.serviceFilter())
        .withUnlessEmpty("tag", event.tagFilter()));
    return Answers.one(reply.json(), "UserEvent", UserEvent.MAPPING);
  }

  /** The newest events that the agent heard of, the oldest first; of one name, or all if empty. */
  public Answer<List<UserEvent>> list(String name, QueryOptions options) {
    Reply reply =
        client.sendOk(Call.get("/v1/event/list").withUnlessEmpty("name", name).with(options));
    return new Answer<>(Answers.list(reply, "UserEvent", UserEvent.MAPPING), reply.meta());
  }
}
