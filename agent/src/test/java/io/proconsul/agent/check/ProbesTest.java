package io.proconsul.agent.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.check.CheckResult;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.CheckKind;
import io.proconsul.model.CheckThresholds;
import io.proconsul.model.Status;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class ProbesTest {
  private static final CheckKind.Tls TLS = new CheckKind.Tls("", false);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

  private final TestingTimer timer = new TestingTimer();
  private final Probes probes = new Probes();

  @AfterEach
  void close() {
    probes.close();
    timer.close();
  }

  @Test
  void anOpenPortIsPassingAndAClosedOneTellsWhy() throws IOException {
    int port;
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = open.getLocalPort();
      assertThat(run(new CheckKind.Tcp("127.0.0.1:" + port, false, TLS)))
          .isEqualTo(CheckResult.passing("TCP connect 127.0.0.1:" + port + ": Success"));
    }
    assertThat(run(new CheckKind.Tcp("127.0.0.1:" + port, false, TLS)))
        .isEqualTo(
            CheckResult.critical("dial tcp 127.0.0.1:" + port + ": connect: connection refused"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "here|dial tcp: address here: missing port in address",
        "::1:80|dial tcp: address ::1:80: too many colons in address",
        "127.0.0.1:x|dial tcp: address x: invalid port",
      })
  void badAddressesAreToldInGosWords(String address, String output) {
    assertThat(run(new CheckKind.Tcp(address, false, TLS))).isEqualTo(CheckResult.critical(output));
  }

  @Test
  void aHandshakeWithSomethingElseIsCritical() throws IOException {
    try (TestingServer server =
        new TestingServer((_, out) -> out.write("220 mail.example.org\r\n".getBytes(UTF_8)))) {
      assertThat(run(new CheckKind.Tcp(server.address(), true, TLS)))
          .isEqualTo(CheckResult.critical("tls: first record does not look like a TLS handshake"));
    }
  }

  @Test
  void anHttpCheckSendsConsulsHeadersAndShowsTheBody() throws IOException {
    try (TestingServer server = TestingServer.answering(OK)) {
      String url = "http://" + server.address() + "/h?x=1";
      assertThat(run(http(url, "PUT", false)))
          .isEqualTo(CheckResult.passing("HTTP PUT " + url + ": 200 OK Output: fine"));
      assertThat(server.requests.get(0).lines())
          .containsExactly(
              "PUT /h?x=1 HTTP/1.1",
              "Host: example.org",
              "Accept: text/plain, text/*, */*",
              "Accept-Encoding: gzip",
              "Connection: close",
              "User-Agent: Consul Health Check",
              "X-Probe: yes",
              "Content-Length: 4",
              "");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "204 No Content|PASSING",
        "299 Odd|PASSING",
        "429 Too Many Requests|WARNING",
        "404 Not Found|CRITICAL",
        "500 Internal Server Error|CRITICAL",
      })
  void theCodeDecides(String code, Status status) throws IOException {
    try (TestingServer server = TestingServer.answering("HTTP/1.1 " + code + "\r\n\r\n")) {
      CheckResult result = run(http("http://" + server.address(), "", false));
      assertThat(result.status()).isEqualTo(status);
      assertThat(result.output()).endsWith(": " + code + " Output: ");
    }
  }

  @Test
  void redirectsAreFollowedUnlessTheyAreOff() throws IOException {
    String away = "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 2\r\n\r\ngo";
    try (TestingServer server = TestingServer.answering(away, OK)) {
      assertThat(run(http("http://" + server.address() + "/r", "PUT", false)).output())
          .endsWith("/r: 200 OK Output: fine");
      assertThat(server.requests.get(1)).startsWith("GET /other HTTP/1.1\r\n");
    }
    try (TestingServer server = TestingServer.answering(away)) {
      CheckResult result = run(http("http://" + server.address() + "/r", "", true));
      assertThat(result.status()).isEqualTo(Status.CRITICAL);
      assertThat(result.output()).endsWith("/r: 302 Found Output: go");
    }
  }

  @Test
  void aCircleOfRedirectsEnds() throws IOException {
    try (TestingServer server =
        TestingServer.answering("HTTP/1.1 307 Again\r\nLocation: /r\r\n\r\n")) {
      assertThat(run(http("http://" + server.address() + "/r", "", false)).output())
          .endsWith(": stopped after 10 redirects");
    }
  }

  @Test
  void chunksAreJoinedAndOnlyTheEndOfALongBodyIsKept() throws IOException {
    String body = "x".repeat(90);
    String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5a\r\n"
        + body + "\r\n0\r\n\r\n";
    try (TestingServer server = TestingServer.answering(chunked)) {
      assertThat(run(http("http://" + server.address(), "", false), 64).output())
          .endsWith(" Output: " + "x".repeat(64));
    }
  }

  @Test
  void aServerThatSaysNothingTimesOut() throws IOException {
    try (TestingServer server = new TestingServer((in, _) -> in.readAllBytes())) {
      CheckResult result =
          runWithin(Duration.ofSeconds(1), http("http://" + server.address() + "/", "PUT", false));
      assertThat(result)
          .isEqualTo(CheckResult.critical("Put \"http://" + server.address() + "/\": context"
              + " deadline exceeded (Client.Timeout exceeded while awaiting headers)"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://x|Get \"ftp://x\": unsupported protocol scheme \"ftp\"",
        "::bad|parse \"::bad\": missing protocol scheme",
        "http://127.0.0.1:1/|Get \"http://127.0.0.1:1/\": dial tcp 127.0.0.1:1: connect: connection"
            + " refused",
      })
  void whatIsWrongWithTheUrlIsTold(String url, String output) {
    assertThat(run(http(url, "", false))).isEqualTo(CheckResult.critical(output));
  }

  @Test
  void anAbruptEndIsEof() throws IOException {
    try (TestingServer server = TestingServer.answering("")) {
      assertThat(run(http("http://" + server.address(), "", false)).output()).endsWith("\": EOF");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, PASSING", "1, WARNING", "2, CRITICAL", "127, CRITICAL"})
  void theExitCodeDecides(int code, Status status) {
    assertThat(run(script("sh", "-c", "echo out; echo err >&2; exit " + code)))
        .isEqualTo(new CheckResult(status, "out\nerr\n"));
  }

  @Test
  void theEndOfALongOutputIsKept() {
    assertThat(run(script("sh", "-c", "printf abcdef"), 4).output())
        .isEqualTo("Captured 4 of 6 bytes\n...\ncdef");
  }

  @Test
  void aScriptThatIsNotThereIsTold() {
    assertThat(run(script("no-such-program")).output())
        .isEqualTo("exec: \"no-such-program\": executable file not found in $PATH");
    assertThat(run(script("/no/such")).output())
        .isEqualTo("fork/exec /no/such: no such file or directory");
  }

  @Test
  void aScriptIsKilledWithAllThatItStarted(@TempDir Path folder) throws Exception {
    Path pid = folder.resolve("pid");
    CheckResult result = runWithin(
        Duration.ofSeconds(3), script("sh", "-c", "sleep 600 & echo $! > " + pid + "; wait"));
    assertThat(result).isEqualTo(CheckResult.critical("Timed out (3s) running check"));
    long grandchild = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(grandchild).ifPresent(this::awaitExit);
  }

  private void awaitExit(ProcessHandle process) {
    try {
      process.onExit().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the grandchild lives on", e);
    }
  }

  @Test
  void silenceOfAnOpenUdpPortIsPassingARefusalIsNot() throws IOException {
    int port;
    try (DatagramSocket open = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = open.getLocalPort();
      assertThat(runWithin(Duration.ofMillis(100), new CheckKind.Udp("127.0.0.1:" + port)))
          .isEqualTo(CheckResult.passing("UDP connect 127.0.0.1:" + port + ": Success"));
    }
    CheckResult refused = run(new CheckKind.Udp("127.0.0.1:" + port));
    assertThat(refused.status()).isEqualTo(Status.CRITICAL);
    assertThat(refused.output()).endsWith(": read: connection refused");
  }

  @Test
  void anHttp2PingIsAnswered() throws IOException {
    try (TestingServer server = new TestingServer((in, out) -> {
      preface(in);
      out.write(frame(4, 0, 0));
      for (byte[] got = next(in); got[0] != 6; got = next(in)) {}
      out.write(frame(6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
      out.flush();
    })) {
      assertThat(run(new CheckKind.H2Ping(server.address(), false, TLS)))
          .isEqualTo(CheckResult.passing("HTTP2 ping was successful"));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, PASSING", "2, CRITICAL", "0, CRITICAL"})
  void aGrpcServerTellsItsHealth(int serving, Status status) throws IOException {
    try (TestingServer server = new TestingServer((in, out) -> {
      preface(in);
      out.write(frame(4, 0, 0));
      for (byte[] got = next(in); got[0] != 0; got = next(in)) {}
      out.write(frame(1, 4, 1, 0x88));
      out.write(frame(0, 0, 1, 0, 0, 0, 0, 2, 8, serving));
      out.write(frame(1, 5, 1, 0x88));
      out.flush();
      in.readAllBytes();
    })) {
      CheckResult result = run(new CheckKind.Grpc(server.address() + "/web", false, TLS));
      assertThat(result.status()).isEqualTo(status);
      assertThat(result.output())
          .isEqualTo(
              status == Status.PASSING
                  ? "gRPC check " + server.address() + "/web: success"
                  : "gRPC application didn't report service healthy");
    }
  }

  @Test
  void whatCannotBeRunIsRefused() {
    assertThat(Probes.refusal(new CheckKind.OsService("x"))).contains("not implemented");
    assertThat(Probes.refusal(new CheckKind.Docker("c", "", List.of("a")))).isPresent();
    assertThat(Probes.refusal(new CheckKind.Udp("x:1"))).isEmpty();
  }

  private static void preface(InputStream in) throws IOException {
    assertThat(new String(in.readNBytes(24), java.nio.charset.StandardCharsets.US_ASCII))
        .startsWith("PRI * HTTP/2.0");
  }

  /** The type of the next frame and its payload. */
  private static byte[] next(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length = data.readUnsignedByte() << 16 | data.readUnsignedShort();
    byte type = data.readByte();
    data.skipNBytes(5);
    data.skipNBytes(length);
    return new byte[] {type};
  }

  private static byte[] frame(int type, int flags, int stream, int... payload) {
    byte[] frame = new byte[9 + payload.length];
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[8] = (byte) stream;
    for (int i = 0; i < payload.length; i++) {
      frame[9 + i] = (byte) payload[i];
    }
    return frame;
  }

  private static CheckKind http(String url, String method, boolean disableRedirects) {
    return new CheckKind.Http(
        url,
        method,
        method.isEmpty()
            ? Map.of()
            : Map.of("Host", List.of("example.org"), "X-Probe", List.of("yes")),
        method.isEmpty() ? "" : "ping",
        disableRedirects,
        TLS);
  }

  private static CheckKind script(String... args) {
    return new CheckKind.Script(List.of(args));
  }

  private CheckResult run(CheckKind kind) {
    return run(kind, 4096);
  }

  private CheckResult run(CheckKind kind, int maxOutput) {
    return run(kind, maxOutput, Duration.ofSeconds(10));
  }

  private CheckResult runWithin(Duration timeout, CheckKind kind) {
    return run(kind, 4096, timeout);
  }

  private CheckResult run(CheckKind kind, int maxOutput, Duration timeout) {
    CheckDefinition definition = new CheckDefinition(
        "c",
        "c",
        "",
        "",
        "",
        "",
        kind,
        Duration.ofSeconds(1),
        timeout,
        Duration.ZERO,
        CheckThresholds.NONE,
        Duration.ZERO,
        0);
    Probe probe = probes.of(definition, maxOutput);
    try (Deadline deadline = new Deadline(timer, probe.timeout())) {
      return probe.run(deadline);
    }
  }
}
