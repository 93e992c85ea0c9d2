package io.proconsul.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.proconsul.agent.check.Deadline;
import io.proconsul.agent.check.Hook;
import io.proconsul.core.run.Cancellation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TellerTest {
  private static final byte[] JSON = "null\n".getBytes(StandardCharsets.UTF_8);

  private final Deadline deadline =
      new Deadline((_, _) -> Cancellation.NONE, Duration.ofMinutes(1));

  @Test
  void aProgramReadsTheValueAndItsEnvironment(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("out");
    String script = "(echo $CONSUL_INDEX $MORE; cat) > '" + out + "'; exit 3";
    new Teller.ToProgram(List.of("/bin/sh", "-c", script), Map.of("MORE", "m"))
        .tell(-1, JSON, deadline);
    assertThat(Files.readString(out)).isEqualTo("18446744073709551615 m\nnull\n");
  }

  @Test
  void aProgramNeedNotReadAndMayWriteMuch(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("out");
    String script = "dd if=/dev/zero bs=1024 count=1024 2>/dev/null; cat | wc -c > '" + out + "'";
    new Teller.ToProgram(List.of("/bin/sh", "-c", script), Map.of())
        .tell(1, new byte[1 << 20], deadline);
    assertThat(Files.readString(out).strip()).isEqualTo("1048576");
    new Teller.ToProgram(List.of("/bin/sh", "-c", "exit 0"), Map.of())
        .tell(1, new byte[1 << 20], deadline);
  }

  @Test
  void aProgramThatIsNotThereIsLoggedAlone() {
    new Teller.ToProgram(List.of("no-such-program"), Map.of()).tell(1, JSON, deadline);
    assertThat(deadline.expired()).isFalse();
  }

  @Test
  void aProgramEndsWhenItIsGivenUp(@TempDir Path folder) throws Exception {
    Path fifo = folder.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Thread teller = Thread.ofPlatform()
        .start(() -> new Teller.ToProgram(
                List.of("/bin/sh", "-c", "echo up > '" + fifo + "'; sleep 600"), Map.of())
            .tell(1, JSON, deadline));
    assertThat(Files.readString(fifo)).isEqualTo("up\n");
    deadline.expire();
    teller.join();
  }

  @Test
  void anEndpointGetsTheValueAndTheIndex() throws Exception {
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", exchange -> {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      requests.add(exchange.getRequestMethod() + " " + headers.get("X-Consul-Index")
          + headers.get("Content-Type") + headers.get("X-Foo") + " " + body);
      exchange.sendResponseHeaders(500, -1);
      exchange.close();
    });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    try (Hook hook = new Hook()) {
      new Teller.ToEndpoint(
              hook,
              new WatchDefinition.HttpHandler(
                  url, "PUT", Map.of("x-foo", List.of("a", "b")), Duration.ofSeconds(9), false))
          .tell(7, JSON, deadline);
    } finally {
      server.stop(0);
    }
    assertThat(requests).containsExactly("PUT [7][application/json][a, b] null\n");
  }
}
