package io.proconsul.gossip.wire;

import io.proconsul.codec.DecodeException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address, 4 or 16 bytes; an IPv4 address that came in 16 bytes is kept in 4.
 * Prints as Go does (RFC 5952), which Java's own class does not.
 */
public record IpAddress(byte[] bytes) {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  /** @throws DecodeException when there are neither 4 nor 16 bytes */
  public IpAddress {
    if (bytes.length == 16 && Arrays.equals(bytes, 0, 12, MAPPED, 0, 12)) {
      bytes = Arrays.copyOfRange(bytes, 12, 16);
    } else if (bytes.length == 4 || bytes.length == 16) {
      bytes = bytes.clone();
    } else {
      throw new DecodeException("an address of " + bytes.length + " bytes");
    }
  }

  /**
   * Reads a literal; no name is looked up.
   *
   * @throws DecodeException when it is none
   */
  public static IpAddress parse(String text) {
    boolean plausible =
        text.indexOf(':') >= 0 ? !text.contains("%") : IPV4.matcher(text).matches();
    if (!plausible) {
      throw new DecodeException("invalid IP address: " + text);
    }
    try {
      return new IpAddress(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException _) {
      throw new DecodeException("invalid IP address: " + text);
    }
  }

  /** @return the bytes, which nobody may change */
  @Override
  public byte[] bytes() {
    return bytes;
  }

  public boolean isIpv4() {
    return bytes.length == 4;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(39);
    if (isIpv4()) {
      for (byte part : bytes) {
        text.append(text.isEmpty() ? "" : ".").append(part & 0xff);
      }
      return text.toString();
    }
    int gap = longestGap();
    int gapEnd = gap < 0 ? -1 : gap + gapLength(gap);
    for (int group = 0; group < 8; group++) {
      if (group == gap) {
        text.append("::");
        group = gapEnd - 1;
        continue;
      }
      if (group > 0 && group != gapEnd) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(group)));
    }
    return text.toString();
  }

  private int group(int index) {
    return (bytes[2 * index] & 0xff) << 8 | bytes[2 * index + 1] & 0xff;
  }

  private int gapLength(int start) {
    int end = start;
    while (end < 8 && group(end) == 0) {
      end++;
    }
    return end - start;
  }

  private int longestGap() {
    int best = -1;
    for (int i = 0; i < 8; i++) {
      if (gapLength(i) > Math.max(1, best < 0 ? 1 : gapLength(best))) {
        best = i;
      }
    }
    return best;
  }
}
