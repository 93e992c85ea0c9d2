package io.proconsul.agent.datacenter;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.config.TlsConfig;
import io.proconsul.agent.tls.RpcTls;
import io.proconsul.agent.tls.TestingAuthority;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code consul reload} changes of an agent that runs. */
@Timeout(300)
class ReloadTest {
  private static final Pattern SERVER_PORT = Pattern.compile("\"port\":\"(\\d+)\"");
  private static final byte TLS = 3;

  @TempDir
  private Path folder;

  private TestingAuthority authority;
  private TlsConfig files;

  @BeforeEach
  void issue() throws Exception {
    authority = new TestingAuthority(folder, "authority");
    files = authority.issue("server.dc1.consul", "localhost");
  }

  @Test
  void newConnectionsAreShownTheNewCertificate() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      TestingAgent agent = serverWithTls(dc);
      BigInteger first = serial(agent, true);
      assertThat(serial(agent, false)).isEqualTo(first);
      TlsConfig other = authority.issueRsa("server.dc1.consul", "localhost");
      replace(other.certFile(), files.certFile());
      replace(other.keyFile(), files.keyFile());
      assertThat(serial(agent, true)).isEqualTo(first);
      assertThat(reload(agent).statusCode()).isEqualTo(200);
      assertThat(serial(agent, true)).isNotEqualTo(first).isEqualTo(serial(agent, false));
      assertThat(agent.put("/kv/a", "1")).isEqualTo("true");
    }
  }

  @Test
  void filesThatAreWrongLeaveAllAsItWas() throws Exception {
    try (TestingDatacenter dc = new TestingDatacenter(folder, "dc1")) {
      TestingAgent agent = serverWithTls(dc);
      BigInteger first = serial(agent, true);
      TlsConfig other = authority.issue("server.dc1.consul", "localhost");
      // between the one file and the other
      replace(other.certFile(), files.certFile());
      HttpResponse<String> halfway = reload(agent);
      assertThat(halfway.statusCode()).isEqualTo(500);
      assertThat(halfway.body())
          .isEqualTo("Failed reloading tls configuration: TLS: private key does not match public"
              + " key of " + files.certFile());
      Files.delete(Path.of(files.certFile()));
      assertThat(reload(agent).body())
          .isEqualTo("Failed reloading tls configuration: open " + files.certFile()
              + ": no such file or directory");
      assertThat(serial(agent, true)).isEqualTo(first).isEqualTo(serial(agent, false));
    }
  }

  private TestingAgent serverWithTls(TestingDatacenter dc) throws Exception {
    dc.https = files;
    dc.tls = files;
    dc.found(1);
    dc.leader();
    TestingAgent agent = dc.agents.getFirst();
    agent.written = Optional.of(agent.config);
    return agent;
  }

  private static HttpResponse<String> reload(TestingAgent agent) {
    return agent.send("PUT", "/agent/reload", "");
  }

  private static void replace(String from, String to) throws Exception {
    Files.copy(Path.of(from), Path.of(to), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Of the certificate that a new connection to HTTPS, or to the server port, is shown. */
  private BigInteger serial(TestingAgent agent, boolean https) throws Exception {
    int port = https
        ? agent.consul.httpsAddress().orElseThrow().getPort()
        : serverPort(agent.get("/agent/members"));
    try (Socket raw = new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (!https) {
        raw.getOutputStream().write(TLS);
      }
      RpcTls tls = RpcTls.of(authority.trusting(), "dc1", "consul");
      SSLSocket socket = tls.call(raw, "localhost", "dc1");
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  private static int serverPort(String members) {
    Matcher matcher = SERVER_PORT.matcher(members);
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
