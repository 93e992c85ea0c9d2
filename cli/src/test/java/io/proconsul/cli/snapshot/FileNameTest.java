package io.proconsul.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.cli.api.Failure;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
  private static final String SELF = """
      {"Config":{"Version":"1.21.4","Datacenter":"dc1","NodeName":"n"},\
      "Stats":{"consul":{"leader":"true"}}}""";

  private static String append(String file, String parts, String self) throws Failure {
    byte[] json = self.getBytes(StandardCharsets.UTF_8);
    return FileName.append(file, parts, (Value.Obj) JsonReader.parse(json));
  }

  @ParameterizedTest
  @CsvSource({
    "backup.snap,version,backup-1.21.4.snap",
    "backup.snap,'dc, node',backup-dc1-n.snap",
    "backup.snap,'status,version,node,dc',backup-1.21.4-dc1-n-leader.snap",
    "a.b/backup,dc,a.b/backup-dc1",
    "a.b/c.d.snap,dc,a.b/c.d-dc1.snap",
  })
  void partsStandBeforeTheExtensionInAnOrderOfTheirOwn(String file, String parts, String name)
      throws Failure {
    assertThat(append(file, parts, SELF)).isEqualTo(name);
  }

  @Test
  void whoDoesNotLeadFollows() throws Failure {
    assertThat(append("a.snap", "status", SELF.replace("true", "false")))
        .isEqualTo("a-follower.snap");
    assertThat(append("a.snap", "status", "{\"Config\":{}}")).isEqualTo("a-follower.snap");
  }

  @Test
  void aPartThatIsNoneIsRefused() {
    assertThatThrownBy(() -> append("a.snap", "dc,colour", SELF))
        .isInstanceOf(Failure.class)
        .hasMessageEndingWith("not \"colour\"");
    assertThatThrownBy(() -> append("a.snap", "dc", "{}")).isInstanceOf(Failure.class);
  }
}
