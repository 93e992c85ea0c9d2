package io.proconsul.conformance.agent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process that the runner started, with all that it started in turn. Whatever is left is killed
 * when this JVM ends; nothing else ever is.
 */
public final class ChildProcess {
  private static final Set<ChildProcess> ALIVE = ConcurrentHashMap.newKeySet();
  private static final long LAST_WAIT_SECONDS = 5;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ALIVE.forEach(ChildProcess::killAll)));
  }

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it heeding INT, which whatever runs this JVM in the background may have had ignored: a
   * shell could then not even trap it.
   */
  public static ChildProcess start(ProcessBuilder builder) throws IOException {
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(builder.command());
    builder.command(command);
    ChildProcess child = new ChildProcess(builder.start());
    ALIVE.add(child);
    return child;
  }

  public Process process() {
    return process;
  }

  /** Empty while it runs; 128 and the signal's number when a signal ended it. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Whether it has ended by itself in time. */
  public boolean waitFor(double seconds) throws IOException {
    try {
      return process.waitFor((long) (seconds * 1000), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a process ran");
    }
  }

  /** The JDK can only send TERM and KILL; the system's own command sends the others. */
  public void signal(String name) throws IOException {
    Process kill = new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
        .redirectErrorStream(true)
        .start();
    String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (new ChildProcess(kill).waitFor(LAST_WAIT_SECONDS)
        && kill.exitValue() != 0
        && process.isAlive()) {
      throw new IOException("kill -s " + name + ": " + said.strip());
    }
  }

  /** Asks it to end and after the grace kills what is left, descendants included. */
  public void end(double graceSeconds) throws IOException {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    waitFor(graceSeconds);
    killAll();
    family.forEach(ProcessHandle::destroyForcibly);
    waitFor(LAST_WAIT_SECONDS);
    ALIVE.remove(this);
  }

  /** To be called when it has ended by itself, so that it is not looked after any longer. */
  public void forget() {
    ALIVE.remove(this);
  }

  private void killAll() {
    process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
