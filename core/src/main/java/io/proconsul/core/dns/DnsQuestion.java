package io.proconsul.core.dns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a message asks.
 *
 * @param flags the second pair of the header's bytes
 * @param name in wire form with its root, as asked
 */
public record DnsQuestion(
    int id,
    int flags,
    byte[] name,
    int type,
    int recordClass,
    @Nullable Edns edns) {
  static final int MAX_PLAIN_UDP = 512;
  static final int FLAG_RESPONSE = 0x8000;
  static final int FLAG_AUTHORITATIVE = 0x0400;
  static final int FLAG_TRUNCATED = 0x0200;
  static final int FLAG_RECURSION_DESIRED = 0x0100;
  static final int FLAG_RECURSION_AVAILABLE = 0x0080;
  static final int FLAG_CHECKING_DISABLED = 0x0010;
  static final int OPCODE_MASK = 0x7800;
  private static final int OPCODE_SHIFT = 11;

  /**
   * EDNS as it came (RFC 6891).
   *
   * @param clientSubnet the data of the client subnet option with scope 0 (RFC 7871), or null
   */
  public record Edns(int udpSize, byte @Nullable [] clientSubnet) {}

  int opcode() {
    return (flags & OPCODE_MASK) >> OPCODE_SHIFT;
  }

  /** What of the question's flags comes back with every answer. */
  int echoedFlags() {
    int echoed = FLAG_RESPONSE | flags & OPCODE_MASK;
    return opcode() == 0
        ? echoed | flags & (FLAG_RECURSION_DESIRED | FLAG_CHECKING_DISABLED)
        : echoed;
  }

  /** The bytes that an answer over UDP may have for all this client says. */
  int udpSize() {
    return edns == null ? MAX_PLAIN_UDP : Math.max(MAX_PLAIN_UDP, edns.udpSize());
  }

  /** The name in lower case, to look answers up by. */
  byte[] foldedName() {
    byte[] folded = name.clone();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = lower(folded[i]);
    }
    return folded;
  }

  boolean isLowerCase() {
    for (byte octet : name) {
      if (octet >= 'A' && octet <= 'Z') {
        return false;
      }
    }
    return true;
  }

  /** The name in text, for logs. */
  public String nameText() {
    StringBuilder text = new StringBuilder();
    for (int at = 0; name[at] != 0; at += name[at] + 1) {
      for (int i = 1; i <= name[at]; i++) {
        char c = (char) (name[at + i] & 0xff);
        text.append(c > ' ' && c < 127 ? c : '?');
      }
      text.append('.');
    }
    return text.isEmpty() ? "." : text.toString();
  }

  /** A label's length is below 64, so no length is mistaken for a letter. */
  private static byte lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet + ('a' - 'A')) : octet;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DnsQuestion that
        && id == that.id
        && type == that.type
        && Arrays.equals(name, that.name);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(name) * 31 + type;
  }
}
