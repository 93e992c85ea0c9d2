package io.proconsul.bench.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One agent of the executable under test, with a folder and ports of its own; loopback only. */
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int FIRST_PORT = 30_000;
  private static final int PORTS_EACH = 20;
  private static final int PORT_BLOCKS = 100;
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Path executable;
  private final boolean dev;
  private final Path folder;
  private final int port;
  private Process process;
  private long startedNanos;

  /** What an agent answered. */
  record Answer(int status, String index, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private ServerProcess(Path executable, boolean dev) throws IOException {
    this.executable = executable;
    this.dev = dev;
    this.folder = Files.createTempDirectory("bench");
    this.port = FIRST_PORT + STARTED.getAndIncrement() % PORT_BLOCKS * PORTS_EACH;
    Files.writeString(folder.resolve("agent.json"), configuration());
    this.process = launch();
  }

  /** A server in memory, as {@code -dev} makes it. */
  static ServerProcess dev(Path executable) throws IOException {
    return new ServerProcess(executable, true);
  }

  /** A server that keeps its data, and acknowledges what is on disk. */
  static ServerProcess durable(Path executable) throws IOException {
    return new ServerProcess(executable, false);
  }

  private String configuration() {
    String durable = dev
        ? ""
        : "\"data_dir\": \"%s\", \"server\": true, \"bootstrap_expect\": 1,"
            .formatted(folder.resolve("data"));
    return """
        {%s "node_name": "n%d", "bind_addr": "127.0.0.1", "log_level": "ERROR",
         "ports": {"http": %d, "dns": %d, "server": %d, "serf_lan": %d, "serf_wan": %d,
           "https": -1, "grpc": -1, "grpc_tls": -1},
         "limits": {"http_max_conns_per_client": 15000}, "performance": {"raft_multiplier": 1},
         "disable_update_check": true, "connect": {"enabled": false}}
        """.formatted(durable, port, port, port + 1, port + 2, port + 3, port + 4);
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString(), "agent"));
    if (dev) {
      command.add("-dev");
    }
    command.addAll(List.of("-config-file", folder.resolve("agent.json").toString()));
    startedNanos = System.nanoTime();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  Path folder() {
    return folder;
  }

  int httpPort() {
    return port;
  }

  int dnsPort() {
    return port + 1;
  }

  /** Waits for the first write that is done; seconds since the start of the process. */
  double awaitWritable() throws IOException {
    while (System.nanoTime() - startedNanos < PATIENCE.toNanos()) {
      try {
        if (put("/v1/kv/bench/ready", "1").status() == 200) {
          return (System.nanoTime() - startedNanos) / 1e9;
        }
      } catch (IOException _) {
        // not listening yet
      }
      if (!process.isAlive()) {
        throw new IOException("the agent ended: " + Files.readString(log()));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new IOException("no leader: " + Files.readString(log()));
  }

  Answer get(String path) throws IOException {
    return request("GET", path, "");
  }

  Answer put(String path, String body) throws IOException {
    return request("PUT", path, body);
  }

  private Answer request(String method, String path, String body) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    if (method.equals("PUT")) {
      connection.setDoOutput(true);
      connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (in != null) {
        in.transferTo(out);
      }
    }
    String index = connection.getHeaderField("X-Consul-Index");
    return new Answer(status, index == null ? "" : index, out.toByteArray());
  }

  /** Resident memory of the agent and its children, MB. */
  double residentMegabytes() throws IOException {
    long kilobytes = 0;
    for (ProcessHandle handle : family()) {
      for (String line : Files.readAllLines(Path.of("/proc/" + handle.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kilobytes / 1024.0;
  }

  /** Processor time used so far: what a request costs, whatever else the machine does. */
  Duration processorTime() {
    Duration sum = Duration.ZERO;
    for (ProcessHandle handle : family()) {
      sum = sum.plus(handle.info().totalCpuDuration().orElse(Duration.ZERO));
    }
    return sum;
  }

  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** As {@code kill -9} does. */
  void kill() {
    family().forEach(ProcessHandle::destroyForcibly);
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void startAgain() throws IOException {
    process = launch();
  }

  @Override
  public void close() throws IOException {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
