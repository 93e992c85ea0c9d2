package io.proconsul.core.event;

import io.proconsul.core.run.Cancellation;
import io.proconsul.model.cluster.UserEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The newest {@value #KEPT} events that are for this agent, as it heard of them. Any thread; who
 * listens is called on the thread that brought the event and must not block.
 */
public final class UserEvents {
  static final int KEPT = 256;

  /** Asks agents to run a program; it is not for users to see. */
  private static final String REMOTE_EXEC = "_rexec";

  private final String node;
  private final Supplier<Map<String, List<String>>> services;
  private final Deque<UserEvent> kept = new ArrayDeque<>(KEPT);
  private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

  /** @param services the tags of what runs on this agent at present, by the id of the service */
  public UserEvents(String node, Supplier<Map<String, List<String>>> services) {
    this.node = node;
    this.services = services;
  }

  /** Takes in what the LAN pool brought; what is no user's event, or not for this agent, is not. */
  public void received(long lamportTime, String name, byte[] payload) {
    EventMessage.read(lamportTime, name, payload).ifPresent(this::received);
  }

  /** Takes in an event, if it is for this agent. */
  public void received(UserEvent event) {
    if (event.name().equals(REMOTE_EXEC) || !EventFilter.matches(event, node, services.get())) {
      return;
    }
    synchronized (kept) {
      if (kept.size() == KEPT) {
        kept.removeFirst();
      }
      kept.addLast(event);
    }
    listeners.forEach(Runnable::run);
  }

  /** The oldest first; of one name, or of all when that is empty. */
  public List<UserEvent> recent(String name) {
    synchronized (kept) {
      if (name.isEmpty()) {
        return new ArrayList<>(kept);
      }
      return kept.stream().filter(event -> event.name().equals(name)).toList();
    }
  }

  /** Calls on each event from now on, until cancelled. */
  public Cancellation listen(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
