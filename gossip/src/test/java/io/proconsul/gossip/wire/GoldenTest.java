package io.proconsul.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that memberlist 0.5.3 wrote. */
class GoldenTest {
  private static final NodeAddress ADDRESS = new NodeAddress(IpAddress.parse("10.1.2.3"), 8301);
  private static final Versions VERSIONS = Versions.of(new byte[] {1, 5, 2, 2, 5, 4});
  private static final Message.Alive ALIVE =
      new Message.Alive(1, "c", ADDRESS, bytes("role=go"), VERSIONS);
  private static final String ALIVE_HEX =
      "0486a441646472a40a010203ab496e6361726e6174696f6e01a44d657461a7726f6c653d676fa44e6f6465a163a4"
          + "506f7274cd206da356736ea6010502020504";
  private static final String SUSPECT_HEX =
      "0383a446726f6da161ab496e6361726e6174696f6e03a44e6f6465a163";

  record Golden(Message message, String hex) {}

  static List<Golden> messages() {
    Message.Source source = new Message.Source(ADDRESS, "b");
    Message.Source otherPort = new Message.Source(new NodeAddress(ADDRESS.ip(), 8302), "b");
    return List.of(
        new Golden(
            new Message.Ping(70000, "a", source),
            "0085a44e6f6465a161a55365714e6fce00011170aa536f7572636541646472a40a010203aa536f757263654e6f"
                + "6465a162aa536f75726365506f7274cd206d"),
        new Golden(new Message.Ping(1, "a", null), "0082a44e6f6465a161a55365714e6f01"),
        new Golden(
            new Message.IndirectPing(7, ADDRESS, "c", true, otherPort),
            "0188a44e61636bc3a44e6f6465a163a4506f7274cd206da55365714e6f07aa536f7572636541646472a40a0102"
                + "03aa536f757263654e6f6465a162aa536f75726365506f7274cd206ea6546172676574a40a010203"),
        new Golden(
            new Message.Ack(9, bytes("coord")), "0282a75061796c6f6164a5636f6f7264a55365714e6f09"),
        new Golden(new Message.Ack(9, new byte[0]), "0282a75061796c6f6164c0a55365714e6f09"),
        new Golden(new Message.Nack(4294967295L), "0b81a55365714e6fceffffffff"),
        new Golden(new Message.Suspect(3, "c", "a"), SUSPECT_HEX),
        new Golden(
            new Message.Dead(300, "c", "c"),
            "0583a446726f6da163ab496e6361726e6174696f6ecd012ca44e6f6465a163"),
        new Golden(ALIVE, ALIVE_HEX),
        new Golden(
            new Message.Alive(
                1, "c", new NodeAddress(IpAddress.parse("fe80::1"), 8301), new byte[0], VERSIONS),
            "0486a441646472b0fe800000000000000000000000000001ab496e6361726e6174696f6e01a44d657461c0a44e"
                + "6f6465a163a4506f7274cd206da356736ea6010502020504"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messagesAreWrittenAsMemberlistWritesThem(Golden golden) {
    assertThat(hex(MessageWriter.write(golden.message))).isEqualTo(golden.hex);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messagesOfMemberlistAreRead(Golden golden) {
    Message read = MessageReader.read(unhex(golden.hex));
    assertThat(read).usingRecursiveComparison().isEqualTo(golden.message);
  }

  @Test
  void compoundsAreThoseOfMemberlist() {
    PacketCodec codec = new PacketCodec(Security.NONE, false, byte[]::new);
    List<byte[]> parts = List.of(unhex(SUSPECT_HEX), unhex(ALIVE_HEX));
    List<byte[]> packets = codec.encode(parts, false);
    assertThat(packets).hasSize(1);
    assertThat(hex(packets.getFirst())).isEqualTo("0702001d0040" + SUSPECT_HEX + ALIVE_HEX);
  }

  @Test
  void compressionIsThatOfMemberlist() {
    byte[] thrice = unhex(ALIVE_HEX.repeat(3));
    assertThat(hex(Compression.wrap(thrice)))
        .isEqualTo("0982a4416c676f00a3427566da00930009182215840c1939a4140410306055123763c2c8711386"
            + "4e9a376e02906a52864e985372deb029d3e3cc1b524ede9029136a0c29286fe4d06906a2cd282b73dc980a5"
            + "040808002040412348850214387102552b4885123478f204592348952254b973065d2b48953274f9f408516"
            + "3c987061c387112756bc987163c78f2147963c997265cb973167d6bc997367cf9f040202");
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void bothVersionsOfEncryptionAreDecrypted(String hex) {
    Keyring keyring = Keyring.of(bytes("another key 1234"), bytes("0123456789abcdef"));
    byte[] plain = Security.decrypt(keyring, unhex(hex), bytes("lbl"));
    assertThat(hex(plain)).isEqualTo(ALIVE_HEX);
  }

  static List<String> encrypted() {
    return List.of(
        "00191f61c63b75f1ca285deecb7e5b0fdc40d759ca9ce31a1f74c1fc702209909d79c2059bd4c69fcf47d46bcc3"
            + "fa29d70ce2a698e7c01551cef69855ab2594a92c221897d043d2e9a71edd7b325d4285d24c2f83eb6452043c0"
            + "30479d4a02873e5811bf7ad3cf3185d94a3793",
        "0185ea3ae2e047058f2cf95d66879363c117f406415e5589c78d672df83d0f666ede6c083fcecf38a41aedaf6470"
            + "99f9509870ff45ac31952f16bbd1581b59a3c0e3ed85b0bb01192aee726049b52d9bfa439fb59a500ce73b80e"
            + "4ff74");
  }

  /**
   * What Go's {@code compress/lzw} makes of numbers by a known rule: how long, and its FNV-1a hash.
   */
  @ParameterizedTest
  @MethodSource("compressed")
  void lzwIsThatOfGo(int size, int modulus, int length, long hash) {
    byte[] plain = new byte[size];
    int state = 12345;
    for (int i = 0; i < size; i++) {
      state = state * 1664525 + 1013904223;
      plain[i] = (byte) ((state >>> 16) % modulus);
    }
    byte[] packed = Lzw.compress(plain);
    assertThat(packed).hasSize(length);
    int fnv = 0x811c9dc5;
    for (byte each : packed) {
      fnv = (fnv ^ each & 0xff) * 0x01000193;
    }
    assertThat(fnv & 0xffffffffL).isEqualTo(hash);
    assertThat(LzwReader.decompress(packed, size, Allowance.ENDLESS)).isEqualTo(plain);
  }

  static List<Object[]> compressed() {
    return new ArrayList<>(Arrays.asList(new Object[][] {
      {0, 1, 3, 3668544418L},
      {1, 1, 4, 2830709178L},
      {1, 3, 4, 1963623598L},
      {2, 256, 5, 4019453596L},
      {300, 1, 30, 3767828245L},
      {300, 3, 123, 2057390254L},
      {300, 256, 346, 1038393482L},
      {5000, 1, 115, 3037354959L},
      {5000, 3, 1313, 1299896243L},
      {5000, 256, 6698, 2586400946L},
      {70000, 1, 438, 3400998209L},
      {70000, 3, 16650, 2748812630L},
      {70000, 256, 95714, 879975440L},
    }));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] unhex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
