package io.proconsul.core.local;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.check.CheckResult;
import io.proconsul.core.check.TtlCheck;
import io.proconsul.core.run.Timer;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.CheckKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** All checks that are under way on this agent, each by its kind. Any thread. */
public final class RunningChecks {
  private final LocalState state;
  private final Timer timer;
  private final CheckRunner runner;
  private final AliasChecks aliases;
  private final Map<String, TtlCheck> ttls = new ConcurrentHashMap<>();

  /** @param executor for alias checks, one task at a time */
  public RunningChecks(
      LocalState state, Catalog catalog, CheckRunner runner, Timer timer, Executor executor) {
    this.state = state;
    this.timer = timer;
    this.runner = runner;
    this.aliases = new AliasChecks(state, catalog, executor);
  }

  /** Why such a check cannot run here. */
  Optional<String> refusal(CheckDefinition definition) {
    return definition.kind().periodic() ? runner.refusal(definition) : Optional.empty();
  }

  void start(LocalCheck check, int maxOutput) {
    CheckDefinition definition = check.definition();
    if (definition == null) {
      return;
    }
    String id = check.id();
    switch (definition.kind()) {
      case CheckKind.Ttl() -> {
        TtlCheck ttl = new TtlCheck(definition.ttl(), maxOutput, timer, result -> show(id, result));
        ttls.put(id, ttl);
        ttl.start();
      }
      case CheckKind.Alias alias -> aliases.start(id, alias, result -> show(id, result));
      case CheckKind.Script _,
          CheckKind.Http _,
          CheckKind.Tcp _,
          CheckKind.Udp _,
          CheckKind.Grpc _,
          CheckKind.H2Ping _,
          CheckKind.Docker _,
          CheckKind.OsService _ -> runner.start(id, definition, maxOutput);
    }
  }

  void stop(String checkId) {
    TtlCheck ttl = ttls.remove(checkId);
    if (ttl != null) {
      ttl.stop();
    }
    aliases.stop(checkId);
    runner.stop(checkId);
  }

  /** The report as it was taken. */
  CheckResult report(String checkId, CheckResult result) {
    return require(checkId).report(result);
  }

  Duration ttl(String checkId) {
    return require(checkId).ttl();
  }

  private TtlCheck require(String checkId) {
    TtlCheck ttl = ttls.get(checkId);
    if (ttl == null) {
      throw new ConsulException.Refused("CheckID \"" + checkId + "\" does not have associated TTL");
    }
    return ttl;
  }

  private void show(String checkId, CheckResult result) {
    state.update(checkId, result.status(), result.output());
  }
}
