package io.proconsul.agent.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.core.check.TailBuffer;
import io.proconsul.core.run.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookTest {
  private final Hook hook = new Hook();
  private final TailBuffer output = new TailBuffer(4);
  private final Deadline deadline =
      new Deadline((_, _) -> Cancellation.NONE, Duration.ofMinutes(1));

  @AfterEach
  void close() {
    hook.close();
  }

  private Hook.Answer send(String url) throws Exception {
    return hook.send(
        new Hook.Target(url, "POST", false),
        Map.of("x-foo-BAR", List.of("1", "2")),
        new byte[0],
        output,
        deadline);
  }

  @Test
  void headersHaveTheNamesThatGoGivesThem() throws Exception {
    try (TestingServer server = TestingServer.answering("HTTP/1.1 200 OK\r\n\r\nabcdef")) {
      assertThat(send("http://" + server.address() + "/a"))
          .isEqualTo(new Hook.Answer(200, "200 OK"));
      assertThat(server.requests.get(0))
          .startsWith("POST /a HTTP/1.1\r\n")
          .contains("\r\nX-Foo-Bar: 1\r\nX-Foo-Bar: 2\r\n");
      assertThat(output.text()).isEqualTo("cdef");
    }
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws Exception {
    String moved = "HTTP/1.1 307 Temporary Redirect\r\nLocation: /b\r\n\r\n";
    try (TestingServer server = TestingServer.answering(moved, "HTTP/1.1 204 No Content\r\n\r\n")) {
      assertThat(send("http://" + server.address() + "/a").code()).isEqualTo(204);
      assertThat(server.requests.get(1)).startsWith("POST /b ");
    }
    try (TestingServer server = TestingServer.answering(moved)) {
      assertThatThrownBy(() -> send("http://" + server.address() + "/a"))
          .hasMessage("stopped after 10 redirects");
    }
  }

  @Test
  void whatIsNoAddressIsAFailure() {
    assertThatThrownBy(() -> send("http://a b")).hasMessageStartingWith("parse \"http://a b\"");
    assertThatThrownBy(() -> send("ftp://127.0.0.1/"))
        .hasMessage("unsupported protocol scheme \"ftp\"");
  }
}
