package io.proconsul.conformance.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages written out byte by byte. */
class DnsMessageReaderTest {
  /** Header (answer, aa, rd), question a.b IN SRV; counts as given. */
  private static String head(String counts) {
    return "0001 8500 0001" + counts + "0161 0162 00 0021 0001";
  }

  @Test
  void recordsAreReadWithTheirCompressedNames() throws IOException {
    Map<String, Value> parts = read(head("0003 0001 0000")
        + "c00c 0021 0001 00000005 0008 0001 0002 1f90 c00c"
        + "c00c 0010 0001 00000000 0005 02 6869 01 22"
        + "c00c 001c 0001 00000000 0010 20010db8000000000000000000000001"
        + "c00e 0006 0001 00000000 0018 c00e c00c 00000001 00000002 00000003 00000004 00000005");
    assertThat(Json.show(parts.get("answer")))
        .isEqualTo("[[\"a.b.\", 5, \"SRV\", \"1 2 8080 a.b.\"],"
            + " [\"a.b.\", 0, \"TXT\", \"\\\"hi\\\" \\\"\\\\\\\"\\\"\"],"
            + " [\"a.b.\", 0, \"AAAA\", \"2001:db8::1\"]]");
    assertThat(Json.show(parts.get("authority")))
        .isEqualTo("[[\"b.\", 0, \"SOA\", \"b. a.b. 1 2 3 4 5\"]]");
    assertThat(Json.show(parts.get("question"))).isEqualTo("[[\"a.b.\", \"SRV\"]]");
    assertThat(Json.show(parts.get("flags"))).isEqualTo("[\"qr\", \"aa\", \"rd\"]");
  }

  @Test
  void extensionIsNoAdditionalRecord() throws IOException {
    Map<String, Value> parts =
        read(head("0000 0000 0001") + "00 0029 1000 00000000 000b 0008 0007 0001 18 18 0a0000");
    assertThat(Json.show(parts.get("additional"))).isEqualTo("[]");
    assertThat(Json.show(parts.get("opt")))
        .isEqualTo("{\"udp\": 4096, \"rcode\": 0, \"version\": 0, \"flags\": 0,"
            + " \"options\": [\"ecs 10.0.0.0/24/24\"]}");
  }

  @Test
  void brokenMessagesAreRefused() {
    assertThatThrownBy(() -> read("0001 8500")).hasMessageContaining("cut off");
    assertThatThrownBy(() -> read(head("0001 0000 0000") + "c00c")).hasMessageContaining("cut off");
    assertThatThrownBy(() -> read("0001 8500 0001 0000 0000 0000 c00c 0001 0001"))
        .hasMessageContaining("circle");
  }

  @Test
  void questionIsWrittenAsAsked() throws IOException {
    byte[] message =
        DnsExchange.encode(new DnsQuestion("a.b.", 33, 1, 0, true, false, 4096, "10.1.2.0/24"));
    assertThat(HexFormat.of().formatHex(message).substring(4))
        .isEqualTo("01000001000000000001" + "01610162000021" + "0001" + "00002910000000000000"
            + "0b" + "00080007000118000a0102");
  }

  private static Map<String, Value> read(String hex) throws IOException {
    return DnsMessageReader.read(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
