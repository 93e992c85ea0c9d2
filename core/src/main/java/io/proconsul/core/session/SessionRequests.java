package io.proconsul.core.session;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Value;
import io.proconsul.core.api.Request;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Session;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code /v1/session/create} and refuses what no session can be.
 *
 * @param node this agent's own node, whose sessions these are unless the body says otherwise
 * @param shortestTtl {@code session_ttl_min}
 */
public record SessionRequests(String node, Duration shortestTtl) {
  private static final Duration DEFAULT_LOCK_DELAY = Duration.ofSeconds(15);

  /** A lock delay below this is meant in seconds, above in nanoseconds. */
  private static final long LEAST_NANOS = 1_000;

  /**
   * @throws io.proconsul.codec.DecodeException when the body is not what it should be
   * @throws io.proconsul.core.api.ConsulException.Refused in Consul's words
   */
  Session read(Request request, String id) {
    Fields in = request.body().length == 0
        ? new Fields("", Value.Obj.EMPTY)
        : request.bodyFields("struct { structs.Session }", "");
    return new SessionRules(shortestTtl)
        .complete(new Session(
            id,
            in.string("Name"),
            in.has("Node") ? in.string("Node") : node,
            lockDelay(in.value("LockDelay")),
            Objects.requireNonNullElse(in.stringOrNull("Behavior", "structs.SessionBehavior"), ""),
            in.string("TTL"),
            nodeChecks(in.strings("NodeChecks"), in.strings("Checks")),
            serviceChecks(in),
            0,
            0));
  }

  /** What is neither text nor number counts as none, as in Consul. */
  private static Duration lockDelay(@Nullable Value value) {
    return switch (value) {
      case null -> DEFAULT_LOCK_DELAY;
      case Value.Str(String text) -> scaled(GoDuration.parse(text).toNanos());
      case Value.Int(long number) -> scaled(number);
      case Value.Num(double number, String _) -> scaled((long) number);
      case Value.Nil _, Value.Bool _, Value.Bytes _, Value.Arr _, Value.Obj _ -> Duration.ZERO;
    };
  }

  /** Multiplies as Go does, without a look at overflow. */
  private static Duration scaled(long delay) {
    return Duration.ofNanos(delay < LEAST_NANOS ? delay * 1_000_000_000L : delay);
  }

  /** {@code Checks} is the old name; whoever gives either gives up the default. */
  private static List<String> nodeChecks(
      @Nullable List<String> given, @Nullable List<String> underOldName) {
    if (given == null && underOldName == null) {
      return List.of(HealthCheck.SERF_HEALTH);
    }
    Set<String> all = new LinkedHashSet<>(Objects.requireNonNullElse(given, List.of()));
    all.addAll(Objects.requireNonNullElse(underOldName, List.of()));
    return List.copyOf(all);
  }

  private static @Nullable List<Session.ServiceCheck> serviceChecks(Fields in) {
    return in.list(
        "ServiceChecks",
        "structs.ServiceCheck",
        check -> new Session.ServiceCheck(check.string("ID"), check.string("Namespace")));
  }
}
