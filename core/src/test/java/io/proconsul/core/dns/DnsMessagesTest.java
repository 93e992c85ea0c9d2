package io.proconsul.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.dns.DnsResponder.Verdict;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Headers, EDNS and messages that are none. */
class DnsMessagesTest {
  private static final byte[] QUERY = {
    1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'w', 'e', 'b', 7, 's', 'e', 'r', 'v', 'i', 'c', 'e', 6,
    'c', 'o', 'n', 's', 'u', 'l', 0, 0, 1, 0, 1
  };

  private final TestingZone zone = TestingZone.plain().instance("n", "10.0.0.1", "web", 80);

  @Test
  void ednsSizeAndSubnetComeBack() throws Exception {
    java.net.InetAddress subnet = java.net.InetAddress.ofLiteral("198.51.100.0");
    Message answer = zone.query("web.service.consul", "A", false, 0, query -> {
      OPTRecord opt = new OPTRecord(100, 0, 0, 0, new ClientSubnetOption(24, 7, subnet));
      query.addRecord(opt, Section.ADDITIONAL);
      return query;
    });
    assertThat(answer.getOPT().getPayloadSize()).isEqualTo(100);
    assertThat(answer.getOPT().getOptions().toString())
        .contains("198.51.100.0/24, scope netmask 0");
  }

  @Test
  void otherOpcodesAreNotImplementedButNotifyIsAnswered() {
    assertThat(withOpcode(Opcode.STATUS).getRcode()).isEqualTo(Rcode.NOTIMP);
    assertThat(withOpcode(Opcode.UPDATE).getRcode()).isEqualTo(Rcode.NOTIMP);
    assertThat(TestingZone.text(withOpcode(Opcode.NOTIFY)))
        .containsExactly("NOERROR aa", "web.service.consul. 0 A 10.0.0.1");
    assertThat(TestingZone.text(zone.query("consul", "AXFR", true, 0)))
        .containsExactly("NOTIMP aa rd");
    assertThat(zone.query("consul", "IXFR", false, 0).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void answersAndScrapsAreIgnored() {
    byte[] answer = QUERY.clone();
    answer[2] |= (byte) 0x80;
    assertThat(zone.answer(answer, false)).isEmpty();
    assertThat(zone.answer(Arrays.copyOf(QUERY, 11), false)).isEmpty();
  }

  @Test
  void brokenMessagesAreFormatErrors() {
    assertThat(code(changed(5, 0))).as("no question").isEqualTo(Rcode.FORMERR);
    assertThat(code(changed(5, 2))).as("two questions").isEqualTo(Rcode.FORMERR);
    assertThat(code(changed(11, 3))).as("three additional").isEqualTo(Rcode.FORMERR);
    assertThat(code(changed(12, 0xc0))).as("a pointer").isEqualTo(Rcode.FORMERR);
    assertThat(code(changed(12, 64))).as("a long label").isEqualTo(Rcode.FORMERR);
    assertThat(code(Arrays.copyOf(QUERY, 20))).as("cut").isEqualTo(Rcode.FORMERR);
    byte[] loop = Arrays.copyOf(changed(11, 1), QUERY.length + 12);
    loop[QUERY.length] = (byte) 0xc0;
    loop[QUERY.length + 1] = (byte) QUERY.length;
    assertThat(code(loop)).as("a loop").isEqualTo(Rcode.FORMERR);
    assertThat(code(Arrays.copyOf(QUERY, 12))).as("a bare header").isEqualTo(Rcode.REFUSED);
  }

  @Test
  void labelsWithDotsAndZeroesMatchNothing() {
    assertThat(code(changed(14, '.'))).isEqualTo(Rcode.NXDOMAIN);
    assertThat(code(changed(14, 0))).isEqualTo(Rcode.NXDOMAIN);
    assertThat(code(changed(14, 0xff))).isEqualTo(Rcode.NXDOMAIN);
  }

  @Property(tries = 3_000)
  void anyBytesAreAnsweredOrIgnored(@ForAll @Size(max = 120) byte[] bytes) throws IOException {
    answersProperly(bytes);
  }

  @Property(tries = 3_000)
  void anyChangeOfAQuestionIsAnsweredOrIgnored(
      @ForAll @Size(min = 1, max = 4) byte[] where, @ForAll byte what, @ForAll boolean longer)
      throws IOException {
    byte[] bytes = longer ? Arrays.copyOf(QUERY, QUERY.length + 40) : QUERY.clone();
    for (byte place : where) {
      bytes[(place & 0xff) % bytes.length] = (byte) (what + place);
    }
    answersProperly(bytes);
  }

  private void answersProperly(byte[] bytes) throws IOException {
    Verdict verdict = zone.responder().respond(bytes, bytes.length, false);
    if (verdict instanceof Verdict.Answered(int length)) {
      byte[] answer = Arrays.copyOf(zone.responder().buffer(), length);
      assertThat(answer).startsWith(bytes[0], bytes[1]);
      assertThat(new Message(answer).getHeader().getID()).isNotNegative();
    }
  }

  private Message withOpcode(int opcode) {
    return zone.query("web.service.consul", "A", false, 0, query -> {
      query.getHeader().setOpcode(opcode);
      return query;
    });
  }

  private static byte[] changed(int at, int value) {
    byte[] query = QUERY.clone();
    query[at] = (byte) value;
    return query;
  }

  private int code(byte[] query) {
    return zone.answer(query, false)[3] & 0x0f;
  }
}
