package io.proconsul.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.model.KvEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsulClientTest {
  private final OneShotServer server = new OneShotServer();

  @AfterEach
  void close() {
    server.close();
  }

  private ConsulClient client() {
    return new ConsulClient(ClientConfig.of(server.address()));
  }

  @Test
  void aFixedBodyIsReadToItsLength() {
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Consul-Index: 9\r\n\r\n[]more");
    Reply reply = client().send(Call.get("/v1/x"));
    assertThat(reply.text()).isEqualTo("[]");
    assertThat(reply.meta().index()).isEqualTo(9);
    assertThat(server.received()).startsWith("GET /v1/x HTTP/1.1\r\nHost: " + server.address());
  }

  @Test
  void aChunkedBodyIsPutTogether() {
    String chunks = "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n";
    server.answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".concat(chunks));
    assertThat(client().send(Call.get("/")).text()).isEqualTo("abc0123456789");
  }

  @Test
  void aBodyWithoutLengthEndsWithTheConnection() {
    server.answer("HTTP/1.0 200 OK\r\n\r\nall");
    assertThat(client().send(Call.get("/")).text()).isEqualTo("all");
  }

  @Test
  void aBodyThatIsCutOffIsAnError() {
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab");
    assertThatThrownBy(() -> client().send(Call.get("/v1/x")))
        .isInstanceOf(ClientException.class)
        .hasMessage("Get \"http://" + server.address() + "/v1/x\": unexpected EOF");
  }

  @Test
  void aConnectionWithoutAnAnswerIsAnError() {
    server.answer("");
    assertThatThrownBy(() -> client().send(Call.put("/v1/x", new byte[0])))
        .hasMessage("Put \"http://" + server.address() + "/v1/x\": EOF");
  }

  @Test
  void anAnswerOverTheBoundIsRefused() {
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");
    ClientConfig config = ClientConfig.of(server.address());
    ConsulClient bounded = new ConsulClient(new ClientConfig(
        config.target(), config.tls(), "", "", config.scope(), config.connectTimeout(), 3));
    assertThatThrownBy(() -> bounded.send(Call.get("/")))
        .hasMessageEndingWith("the answer is larger than 3 bytes");
  }

  @Test
  void aFailureShowsStatusAndText() {
    server.answer("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\nboom\n");
    assertThatThrownBy(() -> client().sendOk(Call.get("/")))
        .isInstanceOf(StatusException.class)
        .hasMessage("Unexpected response code: 500 (boom)");
  }

  @Test
  void aRefusedConnectionReadsAsInGo() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    String address = "127.0.0.1:" + port;
    assertThatThrownBy(
            () -> new ConsulClient(ClientConfig.of(address)).kv().get("a", QueryOptions.DEFAULT))
        .hasMessage("Get \"http://" + address + "/v1/kv/a\": dial tcp " + address
            + ": connect: connection refused");
  }

  @Test
  void aMissingUnixSocketReadsAsInGo(@TempDir Path folder) {
    Path socket = folder.resolve("none.sock");
    assertThatThrownBy(
            () -> new ConsulClient(ClientConfig.of("unix://" + socket)).send(Call.get("/v1/x")))
        .hasMessage("Get \"http://localhost/v1/x\": dial unix " + socket
            + ": connect: no such file or directory");
  }

  @Test
  void aPlainServerToATlsClientIsExplained() {
    server.answer("HTTP/1.0 400 Bad Request\r\n\r\n");
    assertThatThrownBy(() ->
            new ConsulClient(ClientConfig.of("https://" + server.address())).send(Call.get("/")))
        .hasMessage("Get \"https://" + server.address()
            + "/\": http: server gave HTTP response to HTTPS client");
  }

  @Test
  void aKeyIsReadWithItsValue() {
    server.answer(ok("[{\"Key\":\"a\",\"Flags\":3,\"Value\":\"MQ==\",\"LockIndex\":0,"
        + "\"CreateIndex\":4,\"ModifyIndex\":5}]"));
    Optional<KvEntry> entry = client().kv().get("a", QueryOptions.DEFAULT).value();
    assertThat(entry)
        .contains(new KvEntry("a", "1".getBytes(StandardCharsets.UTF_8), 3, 0, "", 4, 5));
  }

  @Test
  void aMissingKeyIsEmpty() {
    server.answer("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nX-Consul-Index: 3\r\n\r\n");
    Answer<Optional<KvEntry>> answer = client().kv().get("a", QueryOptions.DEFAULT);
    assertThat(answer.value()).isEmpty();
    assertThat(answer.meta().index()).isEqualTo(3);
  }

  @Test
  void aWriteSendsFlagsAndCondition() {
    server.answer(ok("false"));
    boolean written = client()
        .kv()
        .compareAndSet(new KvEntry("a", "v".getBytes(StandardCharsets.UTF_8), 7, 0, "", 0, 12));
    assertThat(written).isFalse();
    assertThat(server.received())
        .startsWith("PUT /v1/kv/a?cas=12&flags=7 HTTP/1.1\r\n")
        .contains("Content-Length: 1\r\n")
        .endsWith("\r\n\r\nv");
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
