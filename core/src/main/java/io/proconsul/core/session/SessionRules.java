package io.proconsul.core.session;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import io.proconsul.core.api.ConsulException;
import io.proconsul.model.Session;
import java.time.Duration;

/**
 * What a session can be, whoever asks for it.
 *
 * @param shortestTtl {@code session_ttl_min}
 */
public record SessionRules(Duration shortestTtl) {
  private static final Duration LONGEST_TTL = Duration.ofHours(24);

  /**
   * The session with what is implied.
   *
   * @throws ConsulException.Refused in Consul's words
   */
  public Session complete(Session given) {
    if (given.node().isEmpty()) {
      throw new ConsulException.Refused("Must provide Node");
    }
    Session session = switch (given.behavior()) {
      case "" -> given.withBehavior(Session.RELEASE);
      case Session.RELEASE, Session.DELETE -> given;
      default ->
        throw new ConsulException.Refused("Invalid Behavior setting '" + given.behavior() + "'");
    };
    if (!session.ttl().isEmpty()) {
      validateTtl(session.ttl());
    }
    return session;
  }

  private void validateTtl(String text) {
    Duration ttl;
    try {
      ttl = GoDuration.parse(text);
    } catch (DecodeException e) {
      throw new ConsulException.Refused("Session TTL '" + text + "' invalid: " + e.getMessage());
    }
    boolean outside = ttl.compareTo(shortestTtl) < 0 || ttl.compareTo(LONGEST_TTL) > 0;
    if (!ttl.isZero() && outside) {
      throw new ConsulException.Refused(
          "Invalid Session TTL '" + ttl.toNanos() + "', must be between ["
              + GoDuration.format(shortestTtl) + "=" + GoDuration.format(LONGEST_TTL) + "]");
    }
  }
}
