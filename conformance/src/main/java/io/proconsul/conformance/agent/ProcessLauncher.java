package io.proconsul.conformance.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Starts {@code consul agent} of an executable as a process of its own. */
public record ProcessLauncher(Path executable) implements AgentLauncher {
  @Override
  public RunningAgent start(AgentSpec spec) throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString(), "agent"));
    command.addAll(spec.arguments());
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(spec.folder().toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    return new AgentProcess(ChildProcess.start(builder));
  }

  private record AgentProcess(ChildProcess child) implements RunningAgent {
    private static final double GRACE_SECONDS = 3;

    @Override
    public OptionalInt exitCode() {
      return child.exitCode();
    }

    @Override
    public void signal(String name) throws IOException {
      child.signal(name);
    }

    @Override
    public void stop() throws IOException {
      child.end(GRACE_SECONDS);
    }

    @Override
    public void kill() throws IOException {
      child.process().destroyForcibly();
      child.end(0);
    }
  }
}
