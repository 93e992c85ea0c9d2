package io.proconsul.core.rpc;

import io.proconsul.core.session.SessionRules;
import java.time.Duration;

/** A caller and a server of {@code dc2}, with no network between them. */
final class TestingRpc {
  static final String NEW_ID = "0c2ff7a6-6f29-41a8-8b6a-8b3a4d3a1f00";

  final Outgoing outgoing = new Outgoing("dc2");
  final Methods methods =
      new Methods(new Methods.Rules("dc2", new SessionRules(Duration.ofSeconds(10)), () -> NEW_ID));

  Incoming arrive(Call<?> call) {
    return methods.read(call.method(), call.encode());
  }
}
