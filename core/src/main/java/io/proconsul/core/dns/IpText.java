package io.proconsul.core.dns;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads IP addresses as Go's net.ParseIP does: no zone, no leading zeros, no short forms. */
final class IpText {
  static final int IPV4_BYTES = 4;
  static final int IPV6_BYTES = 16;
  private static final int IPV4_AT = 12;

  private IpText() {}

  /** Four or sixteen bytes; null when the text is a name. IPv4 in IPv6 form comes out as IPv4. */
  static byte @Nullable [] parse(String text) {
    byte[] address = text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    return address == null ? null : unmapped(address);
  }

  static String hex(byte[] address) {
    return HexFormat.of().formatHex(address);
  }

  private static byte[] unmapped(byte[] address) {
    if (address.length == IPV4_BYTES || address[10] != -1 || address[11] != -1) {
      return address;
    }
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return address;
      }
    }
    return Arrays.copyOfRange(address, IPV4_AT, IPV6_BYTES);
  }

  private static byte @Nullable [] parseV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != IPV4_BYTES) {
      return null;
    }
    byte[] address = new byte[IPV4_BYTES];
    for (int i = 0; i < IPV4_BYTES; i++) {
      int value = decimal(parts[i]);
      if (value < 0) {
        return null;
      }
      address[i] = (byte) value;
    }
    return address;
  }

  private static int decimal(String part) {
    if (part.isEmpty() || part.length() > 3 || part.length() > 1 && part.charAt(0) == '0') {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      int digit = part.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= 255 ? value : -1;
  }

  private static byte @Nullable [] parseV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      byte[] all = groups(text);
      return all != null && all.length == IPV6_BYTES ? all : null;
    }
    byte[] head = groups(text.substring(0, gap));
    byte[] tail = groups(text.substring(gap + 2));
    if (head == null || tail == null || head.length + tail.length > IPV6_BYTES - 2) {
      return null;
    }
    byte[] address = Arrays.copyOf(head, IPV6_BYTES);
    System.arraycopy(tail, 0, address, IPV6_BYTES - tail.length, tail.length);
    return address;
  }

  /** Groups of four hex digits, the last perhaps a dotted IPv4 address. */
  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    String[] parts = text.split(":", -1);
    byte[] bytes = new byte[2 * parts.length + 2];
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      if (i == parts.length - 1 && parts[i].indexOf('.') >= 0) {
        byte[] v4 = parseV4(parts[i]);
        if (v4 == null) {
          return null;
        }
        System.arraycopy(v4, 0, bytes, at, IPV4_BYTES);
        at += IPV4_BYTES;
      } else {
        int group = group(parts[i]);
        if (group < 0) {
          return null;
        }
        bytes[at++] = (byte) (group >> 8);
        bytes[at++] = (byte) group;
      }
    }
    return at > IPV6_BYTES ? null : Arrays.copyOf(bytes, at);
  }

  private static int group(String part) {
    if (part.isEmpty() || part.length() > 4) {
      return -1;
    }
    for (int i = 0; i < part.length(); i++) {
      if (!HexFormat.isHexDigit(part.charAt(i))) {
        return -1;
      }
    }
    return HexFormat.fromHexDigits(part);
  }
}
