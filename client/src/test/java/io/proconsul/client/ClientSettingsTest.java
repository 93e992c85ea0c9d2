package io.proconsul.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.client.wire.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {
  private static ClientConfig from(Map<String, String> variables) {
    return new ClientSettings()
        .environment(name -> name == null ? null : variables.get(name))
        .build();
  }

  @Test
  void withoutVariablesTheLocalAgentIsMeant() {
    ClientConfig config = from(Map.of());
    assertThat(config.target()).isEqualTo(new Target(false, "127.0.0.1:8500", "", ""));
    assertThat(config.token()).isEmpty();
  }

  @Test
  void anAddressMayHaveSchemePrefixOrSocket() {
    assertThat(from(Map.of("CONSUL_HTTP_ADDR", "https://h:1/base/")).target())
        .isEqualTo(new Target(true, "h:1", "/base", ""));
    assertThat(from(Map.of("CONSUL_HTTP_ADDR", "unix:///run/c.sock")).target())
        .isEqualTo(new Target(false, "localhost", "", "/run/c.sock"));
    assertThat(from(Map.of("CONSUL_HTTP_ADDR", "[::1]:85")).target().host()).isEqualTo("::1");
  }

  @Test
  void plainHttpDoesNotUndoTls() {
    assertThat(from(Map.of("CONSUL_HTTP_SSL", "true", "CONSUL_HTTP_ADDR", "http://h:1"))
            .target())
        .isEqualTo(new Target(true, "h:1", "", ""));
  }

  @Test
  void anUnknownSchemeIsRefused() {
    assertThatThrownBy(() -> from(Map.of("CONSUL_HTTP_ADDR", "ftp://x")))
        .isInstanceOf(ClientException.class)
        .hasMessage("Unknown protocol scheme: ftp");
  }

  @Test
  void aTokenFileWinsOverAToken(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("t"), " secret\n");
    assertThat(from(Map.of("CONSUL_HTTP_TOKEN", "x", "CONSUL_HTTP_TOKEN_FILE", file.toString()))
            .token())
        .isEqualTo("secret");
  }

  @Test
  void aMissingTokenFileIsNamed() {
    assertThatThrownBy(() -> new ClientSettings().tokenFile("nofile").build())
        .hasMessage("Error loading token file nofile : open nofile: no such file or directory");
  }

  @Test
  void aMissingCaFileIsToldBeforeAnythingIsSent() {
    assertThatThrownBy(() -> from(Map.of("CONSUL_CACERT", "nofile")))
        .hasMessage("Error loading CA File: open nofile: no such file or directory");
  }
}
