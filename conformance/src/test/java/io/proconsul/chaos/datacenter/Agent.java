package io.proconsul.chaos.datacenter;

import io.proconsul.chaos.site.FakeClock;
import io.proconsul.chaos.site.Host;
import io.proconsul.conformance.agent.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One agent, running or not. Driven by the run's thread; others only ask for its API. */
public final class Agent {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final double LEAVE_SECONDS = 30;

  private final String name;
  private final boolean server;
  private final Path folder;
  private final Path dataDir;
  private volatile Host host;
  private @Nullable ChildProcess process;
  private boolean frozen;

  Agent(Host host, boolean server, Path folder, Path dataDir) {
    this.name = host.name();
    this.host = host;
    this.server = server;
    this.folder = folder;
    this.dataDir = dataDir;
  }

  public String name() {
    return name;
  }

  public boolean isServer() {
    return server;
  }

  public Host host() {
    return host;
  }

  Path dataDir() {
    return dataDir;
  }

  Path configFile() {
    return folder.resolve("agent.json");
  }

  private Path clock() {
    return folder.resolve("clock");
  }

  /** How far its time of day is from the true one; only with a fake clock. */
  public void setClock(Duration offset) throws IOException {
    FakeClock.set(clock(), offset);
  }

  public Path log() {
    return folder.resolve("agent.log");
  }

  void moved(Host to) {
    host = to;
  }

  public AgentApi api() {
    return new AgentApi(host, TIMEOUT);
  }

  /** Whether it was started and was neither killed nor told to leave since. */
  public boolean isUp() {
    return process != null;
  }

  public boolean isFrozen() {
    return frozen;
  }

  /** Its exit code if it has ended though nobody told it to. */
  public OptionalInt endedByItself() {
    return process == null ? OptionalInt.empty() : process.exitCode();
  }

  void start(Path executable, RunFolder run, Optional<FakeClock> fake) throws IOException {
    List<String> command = new ArrayList<>(host.prefix());
    command.addAll(
        List.of(executable.toString(), "agent", "-config-file", configFile().toString()));
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("PROCONSUL_BUILD", "off");
    if (fake.isPresent()) {
      setClock(Duration.ZERO);
      builder.environment().putAll(fake.get().environment(clock()));
    }
    ChildProcess started = ChildProcess.start(builder);
    run.started(started.process());
    process = started;
    frozen = false;
  }

  /** As {@code kill -9}; also of one that is frozen or has ended. */
  public void kill() throws IOException {
    if (process != null) {
      process.process().destroyForcibly();
      process.end(0);
      process = null;
      frozen = false;
    }
  }

  public void freeze() throws IOException {
    if (process != null) {
      process.signal("STOP");
      frozen = true;
    }
  }

  public void thaw() throws IOException {
    if (process != null && frozen) {
      process.signal("CONT");
      frozen = false;
    }
  }

  /** Leaves the datacenter and ends. */
  public void leave() throws IOException {
    if (process != null) {
      try {
        api().within(Duration.ofSeconds(20)).put("/v1/agent/leave", "");
      } catch (IOException e) {
        // it may be gone before its answer is; what counts is that it ends
      }
      if (!process.waitFor(LEAVE_SECONDS)) {
        throw new IOException(name + " was told to leave and has not ended");
      }
      process.forget();
      process = null;
    }
  }

  /** The end of what it printed; no more than so many lines. */
  public List<String> lastLines(int count) {
    try (Stream<String> lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
      Deque<String> last = new ArrayDeque<>();
      lines.forEach(line -> {
        last.add(line);
        if (last.size() > count) {
          last.remove();
        }
      });
      return List.copyOf(last);
    } catch (IOException e) {
      return List.of("no log: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
