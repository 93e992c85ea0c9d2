package io.proconsul.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.model.cluster.UserEvent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EventMessageTest {
  private static final UserEvent DEPLOY = new UserEvent(
      "id-1", "deploy", "x".getBytes(StandardCharsets.UTF_8), "web", "hop", "prod", 1, 0);

  @Test
  void travelsUnderAPrefixedName() {
    assertThat(EventMessage.name(DEPLOY)).isEqualTo("consul:event:deploy");
  }

  @Test
  void leavesOutWhatIsEmpty() {
    UserEvent plain = new UserEvent("a", "b", new byte[0], "", "", "", 1, 0);
    assertThat(HexFormat.of().formatHex(EventMessage.payload(plain)))
        .isEqualTo("83" + "a24944" + "a161" + "a16e" + "a162" + "a176" + "01");
  }

  @Test
  void comesBackWithThePoolsTime() {
    assertThat(EventMessage.read(7, EventMessage.name(DEPLOY), EventMessage.payload(DEPLOY)))
        .contains(new UserEvent(
            "id-1", "deploy", "x".getBytes(StandardCharsets.UTF_8), "web", "hop", "prod", 1, 7));
  }

  @Test
  void otherEventsAreNone() {
    assertThat(EventMessage.read(7, "consul:new-leader", EventMessage.payload(DEPLOY)))
        .isEmpty();
    assertThat(EventMessage.read(7, "consul:event:deploy", new byte[] {(byte) 0x83}))
        .isEmpty();
    assertThat(EventMessage.read(7, "consul:event:deploy", new byte[] {1})).isEmpty();
  }
}
