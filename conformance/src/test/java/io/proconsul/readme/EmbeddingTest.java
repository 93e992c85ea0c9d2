package io.proconsul.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinWorkerThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent inside a JVM, as the README shows it. */
class EmbeddingTest {
  @Test
  void anAgentStartsAnswersAndEnds() throws IOException {
    try (Consul consul = Consul.start(AgentConfig.dev())) {
      InetSocketAddress http = consul.httpAddress();
      // every port was chosen freely; nothing is left behind on close
      assertThat(put(http, "/v1/kv/a", "1")).isEqualTo("true");
      assertThat(get(http, "/v1/kv/a?raw")).isEqualTo("1");
    }
  }

  @Test
  void severalAgentsLiveInOneJvmAndShareNothing() throws IOException {
    try (Consul one = Consul.start(AgentConfig.dev());
        Consul two = Consul.start(AgentConfig.dev())) {
      put(one.httpAddress(), "/v1/kv/who", "one");
      put(two.httpAddress(), "/v1/kv/who", "two");
      assertThat(get(one.httpAddress(), "/v1/kv/who?raw")).isEqualTo("one");
      assertThat(get(two.httpAddress(), "/v1/kv/who?raw")).isEqualTo("two");
    }
  }

  @Test
  void aDurableServerRemembers(@TempDir Path folder) throws IOException {
    AgentConfig config = AgentConfig.server(folder);
    try (Consul consul = Consul.start(config)) {
      assertThat(put(consul.httpAddress(), "/v1/kv/kept", "yes")).isEqualTo("true");
    }
    try (Consul consul = Consul.start(config)) {
      assertThat(get(consul.httpAddress(), "/v1/kv/kept?raw")).isEqualTo("yes");
    }
  }

  @Test
  void noThreadIsLeftBehind() throws Exception {
    Consul.start(AgentConfig.dev()).close(); // what the JVM itself starts lazily
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (Consul consul = Consul.start(AgentConfig.dev())) {
      put(consul.httpAddress(), "/v1/kv/a", "1");
    }
    Set<String> left = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && isOurs(thread)) {
        thread.join(60_000);
        if (thread.isAlive()) {
          left.add(thread.getName());
        }
      }
    }
    assertThat(left).isEmpty();
  }

  /** The JDK has threads for idle connections and for virtual ones, as many as there is work. */
  private static boolean isOurs(Thread thread) {
    return !(thread instanceof ForkJoinWorkerThread) && !thread.getName().startsWith("Keep-Alive");
  }

  private static String put(InetSocketAddress http, String path, String body) throws IOException {
    HttpURLConnection connection = connection(http, path);
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    return read(connection);
  }

  private static String get(InetSocketAddress http, String path) throws IOException {
    return read(connection(http, path));
  }

  private static HttpURLConnection connection(InetSocketAddress http, String path)
      throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + http.getPort() + path);
    return (HttpURLConnection) uri.toURL().openConnection();
  }

  private static String read(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
