package io.proconsul.core.event;

import io.proconsul.core.filter.FilterException;
import io.proconsul.core.filter.GoPattern;
import io.proconsul.model.cluster.UserEvent;
import java.util.List;
import java.util.Map;

/**
 * Whom an event is for. Its regular expressions match anywhere in a name: {@code we} matches
 * {@code web}.
 */
final class EventFilter {
  private EventFilter() {}

  /**
   * Whether the event concerns an agent.
   *
   * @param services tags of what runs there, by the id of the service
   */
  static boolean matches(UserEvent event, String node, Map<String, List<String>> services) {
    if (event.version() > UserEvent.VERSION) {
      return false;
    }
    try {
      return matches(event.nodeFilter(), node)
          && (event.serviceFilter().isEmpty() || matchesService(event, services));
    } catch (FilterException _) {
      return false;
    }
  }

  private static boolean matchesService(UserEvent event, Map<String, List<String>> services) {
    GoPattern service = GoPattern.compile(event.serviceFilter());
    GoPattern tag = GoPattern.compile(event.tagFilter());
    return services.entrySet().stream()
        .filter(entry -> service.matches(entry.getKey()))
        .anyMatch(entry ->
            event.tagFilter().isEmpty() || entry.getValue().stream().anyMatch(tag::matches));
  }

  private static boolean matches(String expression, String text) {
    return expression.isEmpty() || GoPattern.compile(expression).matches(text);
  }
}
