package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a pool keeps to itself: a label that all its packets carry, keys, and whether what is not
 * encrypted is taken and sent while a pool changes over. Immutable.
 *
 * @param label at most 255 bytes; empty for none
 * @param keyring null when nothing is encrypted
 */
public record Security(
    String label, @Nullable Keyring keyring, boolean verifyIncoming, boolean verifyOutgoing) {
  public static final Security NONE = new Security("", null, true, true);
  static final int MAX_LABEL = 255;

  public Security {
    if (label.getBytes(StandardCharsets.UTF_8).length > MAX_LABEL) {
      throw new IllegalArgumentException("could not use \"" + label + "\" as a label: too long");
    }
  }

  public static Security encrypted(Keyring keyring) {
    return new Security("", keyring, true, true);
  }

  public Security with(Keyring keyring) {
    return new Security(label, keyring, verifyIncoming, verifyOutgoing);
  }

  /** How much longer a packet gets. */
  public int packetOverhead() {
    int header = label.isEmpty() ? 0 : 2 + labelBytes().length;
    return header + (keyring == null ? 0 : AesKey.OVERHEAD);
  }

  byte[] labelBytes() {
    return label.getBytes(StandardCharsets.UTF_8);
  }

  /** The keys that outgoing packets are encrypted with; null when they are not. */
  @Nullable
  Keyring outgoing() {
    return verifyOutgoing ? keyring : null;
  }

  /** @throws DecodeException in memberlist's words when no key fits */
  static byte[] decrypt(Keyring keyring, byte[] packed, byte[] associated) {
    if (packed.length == 0) {
      throw new DecodeException("Cannot decrypt empty payload");
    }
    int version = packed[0] & 0xff;
    if (!AesKey.isVersion(version)) {
      throw new DecodeException("Unsupported encryption version " + version);
    }
    if (packed.length < AesKey.leastLength(version)) {
      throw new DecodeException("Payload is too small to decrypt: " + packed.length);
    }
    for (AesKey key : keyring.all()) {
      Optional<byte[]> plain = key.decrypt(packed, associated);
      if (plain.isPresent()) {
        return plain.get();
      }
    }
    throw new DecodeException("No installed keys could decrypt the message");
  }
}
