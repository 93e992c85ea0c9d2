package io.proconsul.gossip.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.DecodeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** Whatever comes, nothing but the declared exceptions leaves a decoder. */
class WireFuzzTest {
  private static final List<byte[]> MESSAGES =
      TestingWire.messages().stream().map(MessageWriter::write).toList();
  private static final PacketCodec PACKETS =
      new PacketCodec(Security.NONE, true, TestingWire::random);
  private static final PacketCodec SECRET =
      new PacketCodec(Security.encrypted(TestingWire.keyring()), true, TestingWire::random);
  private static final StreamCodec STREAMS =
      new StreamCodec(Security.NONE, false, TestingWire::random);

  @Property(tries = 2000)
  void anyBytesAreAPacketOrAreRefused(@ForAll @Size(max = 300) byte[] bytes) {
    decode(PACKETS, bytes);
    decode(SECRET, bytes);
  }

  @Property(tries = 2000)
  void anyBytesAreAMessageOrAreRefused(
      @ForAll("types") int type, @ForAll @Size(max = 100) byte[] rest) {
    decode(PACKETS, MessageWriter.typed(type, rest));
    readStream(MessageWriter.typed(type, rest));
  }

  @Property(tries = 3000)
  void damagedPacketsAreReadOrRefused(@ForAll("damagedPackets") byte[] packet) {
    decode(PACKETS, packet);
  }

  @Property(tries = 3000)
  void damagedStreamsAreReadOrRefused(@ForAll("damagedStreams") byte[] stream) {
    readStream(stream);
  }

  @Property(tries = 1000)
  void aDamagedSecretIsRefused(@ForAll("damage") Damage damage) {
    byte[] packet = SECRET.encode(MESSAGES, true).getFirst();
    byte[] damaged = damage.of(packet);
    if (!Arrays.equals(packet, damaged)) {
      assertThat(decode(SECRET, damaged)).isFalse();
    }
  }

  @Property(tries = 1000)
  void lzwGivesBackWhatItTook(@ForAll @Size(max = 6000) byte[] plain) {
    assertThat(LzwReader.decompress(Lzw.compress(plain), plain.length, Allowance.ENDLESS))
        .isEqualTo(plain);
  }

  @Property(tries = 2000)
  void anyBytesAreLzwOrAreRefused(@ForAll @Size(max = 2000) byte[] packed) {
    try {
      assertThat(LzwReader.decompress(packed, 10_000, Allowance.ENDLESS))
          .hasSizeLessThanOrEqualTo(10_000);
    } catch (DecodeException e) {
      assertThat(e).hasMessageStartingWith("lzw: ");
    }
  }

  /** Whether it was taken as a packet. */
  private static boolean decode(PacketCodec codec, byte[] bytes) {
    try {
      PacketCodec.Unpacked unpacked = codec.decode(bytes);
      assertThat(unpacked.messages().size()).isLessThanOrEqualTo(PacketCodec.MAX_UNPACKED_BYTES);
      return true;
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return false;
    }
  }

  private static void readStream(byte[] bytes) {
    try {
      assertThat(STREAMS.readRequest(new ByteArrayInputStream(bytes), Allowance.ENDLESS))
          .isNotNull();
    } catch (DecodeException | IOException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }

  /** One byte changed, and what is left of it. */
  record Damage(int at, int bits, int cut) {
    byte[] of(byte[] whole) {
      byte[] damaged = Arrays.copyOf(whole, whole.length - cut % whole.length);
      damaged[at % damaged.length] ^= (byte) bits;
      return damaged;
    }
  }

  @Provide
  Arbitrary<Integer> types() {
    return Arbitraries.oneOf(Arbitraries.integers().between(0, 15), Arbitraries.just(244));
  }

  @Provide
  Arbitrary<Damage> damage() {
    Arbitrary<Integer> cut = Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(0, 5000)));
    return Combinators.combine(
            Arbitraries.integers().between(0, 5000), Arbitraries.integers().between(0, 255), cut)
        .as(Damage::new);
  }

  @Provide
  Arbitrary<byte[]> damagedPackets() {
    Arbitrary<byte[]> packets = Arbitraries.of(
        PACKETS.encode(MESSAGES, true).getFirst(),
        PACKETS.encode(MESSAGES, false).getFirst(),
        new PacketCodec(Security.NONE, false, TestingWire::random)
            .encode(MESSAGES, false)
            .getFirst(),
        MESSAGES.get(0),
        MESSAGES.get(1),
        MESSAGES.get(5));
    return damage().flatMap(damage -> packets.map(damage::of));
  }

  @Provide
  Arbitrary<byte[]> damagedStreams() {
    Arbitrary<byte[]> streams = Arbitraries.of(
        STREAMS.request(TestingWire.pushPull(5)),
        STREAMS.request(new Message.User(TestingWire.bytes("hello"))),
        new StreamCodec(Security.NONE, true, TestingWire::random).request(TestingWire.pushPull(5)));
    return damage().flatMap(damage -> streams.map(damage::of));
  }
}
