package io.proconsul.conformance.run;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.agent.AgentUnderTest;
import io.proconsul.conformance.agent.ChildProcess;
import io.proconsul.conformance.scenario.Action;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a scenario's command line and collects what it printed. */
record CliAction(Stage stage) {
  private static final double TIMEOUT_SECONDS = 30;
  private static final double GRACE_SECONDS = 0.5;

  Outcome perform(Action.Cli action) throws IOException {
    Fields fields = new Fields("cli", stage.variables().substitute(action.command()));
    Deadline deadline =
        stage.deadline().within(fields.has("timeout") ? fields.number("timeout") : TIMEOUT_SECONDS);
    long start = System.nanoTime();
    RunningCommand command = start(action);
    return command.await(deadline, GRACE_SECONDS).tookSince(start);
  }

  /** Starts the command and gives it its input. */
  RunningCommand start(Action.Cli action) throws IOException {
    Value.Obj object = stage.variables().substitute(action.command());
    Fields fields = new Fields("cli", object);
    List<String> command = new ArrayList<>();
    if (!fields.bool("exec")) {
      command.add(stage.executable().toString());
    }
    List<String> argv = fields.strings("argv");
    command.addAll(argv == null ? List.of() : argv);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(stage.folder().path().toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(fields, object, stage.agent(action.on())));
    RunningCommand running = new RunningCommand(ChildProcess.start(builder));
    try (OutputStream stdin = running.child().process().getOutputStream()) {
      stdin.write(fields.string("stdin").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // A command that does not read its input may have closed it.
    }
    return running;
  }

  private Map<String, String> environment(
      Fields fields, Value.Obj object, @Nullable AgentUnderTest agent) {
    Map<String, String> environment = new LinkedHashMap<>(stage.environment());
    if (agent != null) {
      environment.put("CONSUL_HTTP_ADDR", agent.httpAddress());
      environment.put("CONSUL_GRPC_ADDR", "127.0.0.1:" + agent.port("grpc_port"));
    }
    if (!fields.string("token").isEmpty()) {
      environment.put("CONSUL_HTTP_TOKEN", fields.string("token"));
    }
    if (object.get("env") instanceof Value.Obj(Map<String, Value> changes)) {
      changes.forEach((name, value) -> {
        if (value instanceof Value.Str(String text)) {
          environment.put(name, text);
        } else {
          environment.remove(name);
        }
      });
    }
    return environment;
  }
}
