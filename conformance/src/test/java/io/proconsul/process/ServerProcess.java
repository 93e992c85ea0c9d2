package io.proconsul.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A durable single server as a process of its own. */
final class ServerProcess implements AutoCloseable {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;
  private final int http;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private ServerProcess(Process process, Path output, int http) {
    this.process = process;
    this.output = output;
    this.http = http;
  }

  static boolean isBuilt() {
    return Files.exists(ROOT.resolve("cli/target/dist/built"));
  }

  /** Starts a server on that folder; what it prints goes into a file beside it. */
  static ServerProcess start(Path dataDir, int http, String... more) throws IOException {
    List<Integer> ports = FreePorts.take(4);
    List<String> command = new ArrayList<>(List.of(
        ROOT.resolve("bin/consul").toString(),
        "agent",
        "-server",
        "-bootstrap-expect=1",
        "-node=server",
        "-bind=127.0.0.1",
        "-data-dir=" + dataDir,
        "-http-port=" + http,
        "-dns-port=" + ports.get(0),
        "-server-port=" + ports.get(1),
        "-serf-lan-port=" + ports.get(2),
        "-serf-wan-port=" + ports.get(3)));
    command.addAll(List.of(more));
    Path output = Files.createTempFile("server", ".log");
    output.toFile().deleteOnExit();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("PROCONSUL_BUILD", "off");
    return new ServerProcess(builder.start(), output, http);
  }

  ServerProcess untilLeader() {
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
      assertThat(process.isAlive()).as(output()).isTrue();
      assertThat(get("/v1/status/leader").body()).contains(":");
    });
    return this;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
    HttpRequest request = request(path).PUT(BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
        .timeout(Duration.ofSeconds(60));
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Waits for its end; the exit code. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as(output())
        .isTrue();
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return "no output: " + e.getMessage();
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
