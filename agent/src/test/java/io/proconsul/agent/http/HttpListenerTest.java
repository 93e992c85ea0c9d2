package io.proconsul.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.Limits;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The listener over real sockets, with what well-behaved clients do not send. */
class HttpListenerTest {
  private Consul consul;

  @BeforeEach
  void start() throws IOException {
    consul = Consul.start(AgentConfig.dev());
  }

  @AfterEach
  void stop() {
    consul.close();
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (Client client = connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        requests.append("PUT /v1/kv/k").append(i).append(" HTTP/1.1\r\nHost: x\r\n");
        requests.append("Content-Length: 1\r\n\r\nv");
        requests.append("GET /v1/kv/k").append(i).append("?raw HTTP/1.1\r\nHost: x\r\n\r\n");
      }
      client.send(requests.toString());
      for (int i = 0; i < 100; i++) {
        assertThat(client.answer().body()).isEqualTo("true");
        assertThat(client.answer().body()).isEqualTo("v");
      }
    }
  }

  @Test
  void aBlockedQueryIsAnsweredOnTheSameConnectionBeforeTheNext() throws IOException {
    try (Client client = connect();
        Client writer = connect()) {
      client.send("GET /v1/kv/w?index=1&wait=200ms HTTP/1.1\r\nHost: x\r\n\r\n");
      client.send("GET /v1/status/leader HTTP/1.1\r\nHost: x\r\n\r\n");
      writer.send("PUT /v1/kv/w HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n1");
      assertThat(writer.answer().status()).isEqualTo(200);
      assertThat(client.answer().status()).isIn(200, 404);
      assertThat(client.answer().body()).contains(":");
    }
  }

  @Test
  void thousandsThatWaitBehindABlockedQueryAreAnsweredInTheEnd() throws IOException {
    int behind = 3_000;
    try (Client client = connect()) {
      client.send("GET /v1/kv/w?index=1000000&wait=500ms HTTP/1.1\r\nHost: x\r\n\r\n"
          + "GET /v1/status/leader HTTP/1.1\r\n\r\n".repeat(behind));
      assertThat(client.answer().status()).isEqualTo(404);
      for (int i = 0; i < behind; i++) {
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void garbageIsRefusedAndTheAgentGoesOn() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      try (Client client = connect()) {
        byte[] garbage = new byte[1 + random.nextInt(300)];
        random.nextBytes(garbage);
        client.send(new String(garbage, StandardCharsets.ISO_8859_1) + "\r\n\r\n");
      }
    }
    try (Client client = connect()) {
      client.send("BROKEN\r\n\r\n");
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo("400 Bad Request");
    }
    assertAlive();
  }

  @Test
  void anOversizedBodyIsRefusedWithoutBeingKept() throws IOException {
    int size = Limits.DEFAULT.kvMaxValueSize() + 1;
    try (Client client = connect()) {
      client.send("PUT /v1/kv/big HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n"
          + "x".repeat(size));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).startsWith("Request body(524289 bytes) too large");
    }
    assertAlive();
  }

  @Test
  void headersWithoutEndAreRefused() throws IOException {
    try (Client client = connect()) {
      StringBuilder endless = new StringBuilder("GET / HTTP/1.1\r\n");
      while (endless.length() < 1_200_000) {
        endless.append("X-Pad: ").append("x".repeat(1_000)).append("\r\n");
      }
      client.send(endless + "\r\n");
      assertThat(client.answer().status()).isEqualTo(400);
    }
    assertAlive();
  }

  @Test
  void aVanishedClientsQueryIsGivenUp() throws IOException {
    List<Client> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Client client = connect();
      client.send("GET /v1/kv/gone?index=1000000&wait=10m HTTP/1.1\r\nHost: x\r\n\r\n");
      waiting.add(client);
    }
    for (Client client : waiting) {
      client.close();
    }
    // the limit of 200 connections an address counts what is open: room for all comes back
    await().untilAsserted(() -> {
      List<Client> again = new ArrayList<>();
      try {
        for (int i = 0; i < 190; i++) {
          Client client = connect();
          again.add(client);
          client.send("GET /v1/status/leader HTTP/1.1\r\nHost: x\r\n\r\n");
          assertThat(client.answer().status()).isEqualTo(200);
        }
      } finally {
        for (Client client : again) {
          client.close();
        }
      }
    });
  }

  @Test
  void moreConnectionsThanAllowedAreToldSo() throws IOException {
    List<Client> open = new ArrayList<>();
    try {
      for (int i = 0; i < Limits.DEFAULT.httpMaxConnsPerClient(); i++) {
        Client client = connect();
        open.add(client);
        client.send("GET /v1/status/leader HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(200);
      }
      try (Client refused = connect()) {
        assertThat(refused.line()).isEqualTo("HTTP/1.1 429 Too Many Requests");
      }
    } finally {
      for (Client client : open) {
        client.close();
      }
    }
  }

  private void assertAlive() throws IOException {
    try (Client client = connect()) {
      client.send("GET /v1/status/leader HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  private Client connect() throws IOException {
    return new Client(
        new Socket(InetAddress.getLoopbackAddress(), consul.httpAddress().getPort()));
  }

  private record Answer(int status, String body) {}

  /** As little of a client as it takes to send anything. */
  private record Client(Socket socket, BufferedReader in) implements AutoCloseable {
    Client(Socket socket) throws IOException {
      this(
          socket,
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)));
      socket.setSoTimeout(60_000);
    }

    void send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    String line() throws IOException {
      String line = in.readLine();
      if (line == null) {
        throw new EOFException("the agent closed the connection");
      }
      return line;
    }

    Answer answer() throws IOException {
      String[] status = line().split(" ", 3);
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
        }
      }
      char[] body = new char[length];
      int read = 0;
      while (read < length) {
        int more = in.read(body, read, length - read);
        if (more < 0) {
          throw new EOFException("the agent closed the connection");
        }
        read += more;
      }
      return new Answer(Integer.parseInt(status[1]), new String(body));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** As long as a busy machine may take. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}
