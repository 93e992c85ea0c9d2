package io.proconsul.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** How much of fifty instances a client gets: the figures are recorded ones. */
class DnsLimitsTest {
  private static TestingZone fifty(DnsSettings settings) {
    TestingZone zone = new TestingZone(settings);
    for (int i = 0; i < 50; i++) {
      zone.instance("m%02d".formatted(i), "10.1.0." + i, "many", 9000 + i);
    }
    return zone;
  }

  private static DnsSettings settings(int aRecordLimit, int udpAnswerLimit, boolean compress) {
    return new DnsSettings(
        "consul",
        "",
        "dc1",
        Duration.ZERO,
        Map.of(),
        DnsSettings.Soa.DEFAULT,
        false,
        true,
        Duration.ZERO,
        aRecordLimit,
        udpAnswerLimit,
        true,
        true,
        !compress,
        false);
  }

  @ParameterizedTest
  @CsvSource({
    "A, 0, 3, 0, false",
    "SRV, 0, 3, 3, false",
    "SRV, 512, 3, 3, false",
    "A, 600, 34, 0, false",
    "SRV, 600, 10, 10, false",
    "A, 1024, 50, 0, true",
    "SRV, 1024, 17, 17, false",
    "SRV, 1232, 21, 21, false",
    "SRV, 1410, 24, 24, false",
    "SRV, 4096, 50, 50, true",
    "A, 65535, 50, 0, true"
  })
  void udpIsCutByCountOrSize(String type, int edns, int answers, int extras, boolean opt) {
    Message answer =
        fifty(DnsSettings.defaults("dc1")).query("many.service.consul", type, false, edns);
    assertThat(answer.getSection(Section.ANSWER)).hasSize(answers);
    assertThat(answer.getSection(Section.ADDITIONAL)).hasSize(extras + (opt ? 1 : 0));
    assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(answer.numBytes()).isLessThanOrEqualTo(Math.max(edns, 512));
  }

  @Test
  void tcpGivesAll() {
    TestingZone zone = fifty(DnsSettings.defaults("dc1"));
    Message answer = zone.query("many.service.consul", "SRV", true, 4096);
    assertThat(answer.getSection(Section.ANSWER)).hasSize(50);
    assertThat(answer.getSection(Section.ADDITIONAL)).hasSize(51);
  }

  @Test
  void addressLimitHoldsEverywhereAndUdpLimitAtMostEightOrWhatFitsUncompressed() {
    TestingZone zone = fifty(settings(4, 10, true));
    assertThat(zone.query("many.service.consul", "A", true, 0).getSection(Section.ANSWER))
        .hasSize(4);
    assertThat(zone.query("many.service.consul", "ANY", false, 0).getSection(Section.ANSWER))
        .hasSize(4);
    Message cut = zone.query("many.service.consul", "SRV", false, 0);
    assertThat(cut.getSection(Section.ANSWER)).hasSize(5);
    assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(zone.query("many.service.consul", "SRV", true, 0).getSection(Section.ANSWER))
        .hasSize(50);
  }

  @Test
  void withoutCompressionMessagesAreLonger() {
    Message plain = fifty(settings(0, 3, false)).query("many.service.consul", "SRV", false, 0);
    Message compressed = fifty(settings(0, 3, true)).query("many.service.consul", "SRV", false, 0);
    assertThat(plain.getSection(Section.ANSWER)).hasSize(3);
    assertThat(plain.numBytes()).isGreaterThan(compressed.numBytes());
  }

  @Test
  void everyInstanceGetsItsTurn() {
    TestingZone zone = fifty(DnsSettings.defaults("dc1"));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      Message answer = zone.query("many.service.consul", "A", false, 0);
      Set<String> once = new HashSet<>();
      for (Record record : answer.getSection(Section.ANSWER)) {
        once.add(record.rdataToString());
      }
      assertThat(once).hasSize(3);
      seen.addAll(once);
    }
    assertThat(seen).hasSize(50);
  }
}
