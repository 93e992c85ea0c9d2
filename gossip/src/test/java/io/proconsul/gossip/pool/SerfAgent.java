package io.proconsul.gossip.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A process of Debian's {@code serf agent}, which writes down what it is told. */
final class SerfAgent implements AutoCloseable {
  private static final String MISSING =
      "these tests need Debian's serf as a peer: apt-get install -y serf";

  private final String name;
  private final String host;
  private final int port;
  private final int rpcPort;
  private final Path folder;
  private final Process process;

  /**
   * @param host a loopback address
   * @param more arguments of {@code serf agent}
   */
  SerfAgent(Path parent, String name, String host, String... more) throws IOException {
    this.name = name;
    this.host = host;
    this.port = freePort(host);
    this.rpcPort = freePort("127.0.0.1");
    this.folder = Files.createDirectories(parent.resolve(name));
    Path handler = folder.resolve("handler.sh");
    Files.writeString(handler, """
        #!/bin/sh
        payload=$(cat)
        echo "$SERF_EVENT $SERF_USER_EVENT$SERF_QUERY_NAME $payload" >> %s
        case "$SERF_EVENT" in query) printf 'answer of %%s' "$SERF_SELF_NAME";; esac
        """.formatted(folder.resolve("events")));
    assertThat(handler.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>(List.of(
        "serf",
        "agent",
        "-node=" + name,
        "-bind=" + host + ":" + port,
        "-rpc-addr=127.0.0.1:" + rpcPort,
        "-profile=local",
        "-log-level=debug",
        "-event-handler=" + handler));
    command.addAll(Arrays.asList(more));
    this.process = start(command, folder.resolve("log"));
  }

  private static Process start(List<String> command, Path output) throws IOException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      return fail(MISSING, e);
    }
  }

  /** Below those that the system gives to connections, so that none of them comes in between. */
  private static int freePort(String host) {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 20_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(host))) {
        return socket.getLocalPort();
      } catch (IOException _) {
        // Somebody has it: another one.
      }
    }
  }

  String address() {
    return host + ":" + port;
  }

  /** What {@code serf} prints when it asks this agent; empty while it cannot be reached. */
  String ask(String... words) {
    List<String> command = new ArrayList<>(List.of("serf", words[0]));
    command.add("-rpc-addr=127.0.0.1:" + rpcPort);
    command.addAll(Arrays.asList(words).subList(1, words.length));
    try {
      Path output = Files.createTempFile(folder, words[0], ".txt");
      Process asking = start(command, output);
      if (!asking.waitFor(60, TimeUnit.SECONDS)) {
        asking.destroyForcibly();
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The line of a member in {@code serf members}, blanks made single. */
  String member(String of) {
    return ask("members")
        .lines()
        .filter(line -> line.startsWith(of + " "))
        .map(line -> line.strip().replaceAll(" +", " "))
        .findFirst()
        .orElse("");
  }

  /** What it was told, a line each: kind, name, payload. */
  List<String> events() {
    try {
      Path events = folder.resolve("events");
      return Files.exists(events) ? Files.readAllLines(events) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String log() {
    try {
      return new String(Files.readAllBytes(folder.resolve("log")), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a goodbye. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  @Override
  public String toString() {
    return name + " at " + address();
  }
}
