package io.proconsul.cli.troubleshoot;

import static io.proconsul.cli.CommandRun.failure;
import static io.proconsul.cli.CommandRun.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleshootPortsTest {
  private static CommandRun ports(Map<String, String> environment, String... flags) {
    String[] words = new String[flags.length + 2];
    words[0] = "troubleshoot";
    words[1] = "ports";
    System.arraycopy(flags, 0, words, 2, flags.length);
    return CommandRun.of(environment, "", words);
  }

  @Test
  void portsAreToldInTheirOrderWhetherOpenOrNot() throws IOException {
    try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = open.getLocalPort();
      assertThat(ports(Map.of(), "-host=127.0.0.1", "-ports=x," + port + ",70000"))
          .isEqualTo(success("TCP: Port x on 127.0.0.1 is closed, unreachable, or the connection"
              + " timed out.\nTCP: Port " + port + " on 127.0.0.1 is open.\nTCP: Port 70000 on"
              + " 127.0.0.1 is closed, unreachable, or the connection timed out.\n"));
    }
  }

  @Test
  void theAgentsHostIsTakenWhenNoneIsGiven() {
    assertThat(
            ports(Map.of("CONSUL_HTTP_ADDR", "http://127.0.0.1:1"), "-ports=x").out())
        .startsWith("TCP: Port x on 127.0.0.1 is closed");
    assertThat(ports(Map.of())).isEqualTo(failure("Missing the required -host flag\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,localhost",
    "localhost:8500,localhost",
    "https://a.b:8501/path,a.b",
    "http://[::1]:8500,::1",
    "'',''",
  })
  void theHostIsPartOfTheAddress(String address, String host) {
    assertThat(TroubleshootPorts.hostOf(address)).isEqualTo(host);
  }
}
