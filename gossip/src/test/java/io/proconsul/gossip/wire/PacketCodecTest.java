package io.proconsul.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PacketCodecTest {
  private static final List<byte[]> ALL =
      TestingWire.messages().stream().map(MessageWriter::write).toList();

  static List<PacketCodec> codecs() {
    Keyring keyring = TestingWire.keyring();
    return List.of(
        codec(Security.NONE, false),
        codec(Security.NONE, true),
        codec(Security.encrypted(keyring), true),
        codec(new Security("eu", null, true, true), true),
        codec(new Security("eu", keyring, true, true), false));
  }

  private static PacketCodec codec(Security security, boolean compress) {
    return new PacketCodec(security, compress, TestingWire::random);
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void whatIsPackedUnpacks(PacketCodec codec) {
    for (boolean checked : new boolean[] {false, true}) {
      List<byte[]> packets = codec.encode(ALL, checked);
      assertThat(packets).hasSize(1);
      PacketCodec.Unpacked unpacked = codec.decode(packets.getFirst());
      assertThat(unpacked.problem()).isNull();
      assertThat(unpacked.messages()).usingRecursiveComparison().isEqualTo(TestingWire.messages());
    }
  }

  @Test
  void moreThanACompoundHoldsGoInSeveralPackets() {
    PacketCodec codec = codec(Security.NONE, false);
    List<byte[]> packets = codec.encode(Collections.nCopies(256, ALL.get(3)), false);
    assertThat(packets).hasSize(2);
    assertThat(codec.decode(packets.get(0)).messages()).hasSize(255);
    assertThat(codec.decode(packets.get(1)).messages()).hasSize(1);
  }

  @Test
  void aChangedPacketFailsItsChecksum() {
    PacketCodec codec = codec(Security.NONE, false);
    byte[] packet = codec.encode(ALL, true).getFirst();
    packet[20] ^= 1;
    assertThatThrownBy(() -> codec.decode(packet))
        .isInstanceOf(DecodeException.class)
        .hasMessage("Got invalid checksum for UDP packet");
  }

  @Test
  void anotherLabelIsRefused() {
    PacketCodec eu = codec(new Security("eu", null, true, true), false);
    PacketCodec none = codec(Security.NONE, false);
    PacketCodec us = codec(new Security("us", null, true, true), false);
    byte[] labelled = eu.encode(ALL, false).getFirst();
    byte[] bare = none.encode(ALL, false).getFirst();
    assertThatThrownBy(() -> none.decode(labelled))
        .hasMessage("discarding packet with unacceptable label \"eu\"");
    assertThatThrownBy(() -> us.decode(labelled))
        .hasMessage("discarding packet with unacceptable label \"eu\"");
    assertThatThrownBy(() -> eu.decode(bare))
        .hasMessage("discarding packet with unacceptable label \"\"");
  }

  @Test
  void whatIsNotEncryptedIsTakenOnlyWhileAPoolChangesOver() {
    byte[] plain = codec(Security.NONE, false).encode(ALL, false).getFirst();
    Keyring keyring = TestingWire.keyring();
    assertThatThrownBy(() -> codec(Security.encrypted(keyring), false).decode(plain))
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("Decrypt packet failed: ");
    PacketCodec lenient = codec(new Security("", keyring, false, false), false);
    assertThat(lenient.decode(plain).messages()).hasSize(ALL.size());
    assertThat(lenient.encode(ALL, false).getFirst()).isEqualTo(plain);
  }

  @Test
  void oneBadMessageDoesNotSpoilTheOthers() {
    PacketCodec codec = codec(Security.NONE, false);
    List<byte[]> parts = new ArrayList<>(ALL);
    parts.add(3, new byte[] {77, 1, 2});
    PacketCodec.Unpacked unpacked = codec.decode(codec.encode(parts, false).getFirst());
    assertThat(unpacked.messages()).hasSize(ALL.size());
    assertThat(unpacked.problem()).isEqualTo("msg type (77) not supported");
  }

  @Test
  void aCutOffCompoundGivesItsWholeMessages() {
    PacketCodec codec = codec(Security.NONE, false);
    byte[] packet = codec.encode(ALL, false).getFirst();
    byte[] cut = Arrays.copyOf(packet, packet.length - 1);
    PacketCodec.Unpacked unpacked = codec.decode(cut);
    assertThat(unpacked.messages()).hasSize(ALL.size() - 1);
    assertThat(unpacked.problem()).isEqualTo("Compound request had 1 truncated messages");
  }

  @Test
  void aBombDoesNotUnfold() {
    PacketCodec codec = codec(Security.NONE, false);
    byte[] bomb = Compression.wrap(new byte[10_000_000]);
    assertThat(bomb).hasSizeLessThan(65_000);
    assertThat(codec.decode(bomb).problem()).startsWith("lzw: more than");
    byte[] inner = bomb;
    for (int i = 0; i < 10; i++) {
      inner = Compression.wrap(inner);
    }
    assertThat(codec.decode(inner).problem()).isNotNull();
  }

  @Test
  void manyCompoundsInOneStayWithinTheBudget() {
    PacketCodec codec = codec(Security.NONE, false);
    byte[] level = ALL.get(3);
    for (int i = 0; i < 3; i++) {
      level =
          Compression.wrap(codec.encode(Collections.nCopies(250, level), false).getFirst());
    }
    PacketCodec.Unpacked unpacked = codec.decode(level);
    assertThat(unpacked.problem()).isNotNull();
    assertThat(unpacked.messages().size() * (long) ALL.get(3).length)
        .isLessThan(PacketCodec.MAX_UNPACKED_BYTES);
  }
}
