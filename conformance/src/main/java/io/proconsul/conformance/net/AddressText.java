package io.proconsul.conformance.net;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** IP addresses in the usual spelling (RFC 5952), which the JDK does not print for IPv6. */
final class AddressText {
  private AddressText() {}

  /** The address whose first bytes are given; the rest are zero. */
  static String of(byte[] start, int size) throws IOException {
    if (start.length > size) {
      throw new ProtocolException("an address of " + start.length + " bytes");
    }
    byte[] address = Arrays.copyOf(start, size);
    return size == 4 ? dotted(address, 0) : colons(address);
  }

  private static String dotted(byte[] address, int from) {
    List<String> parts = new ArrayList<>();
    for (int i = from; i < address.length; i++) {
      parts.add(Integer.toString(Byte.toUnsignedInt(address[i])));
    }
    return String.join(".", parts);
  }

  private static String colons(byte[] address) {
    if (Arrays.equals(address, 0, 10, new byte[10], 0, 10)
        && address[10] == -1
        && address[11] == -1) {
      return "::ffff:" + dotted(address, 12);
    }
    String[] groups = new String[8];
    for (int i = 0; i < 8; i++) {
      int group = Byte.toUnsignedInt(address[2 * i]) << 8 | Byte.toUnsignedInt(address[2 * i + 1]);
      groups[i] = Integer.toHexString(group);
    }
    int[] gap = longestGap(groups);
    if (gap[1] < 2) {
      return String.join(":", groups);
    }
    return String.join(":", Arrays.copyOfRange(groups, 0, gap[0]))
        + "::"
        + String.join(":", Arrays.copyOfRange(groups, gap[0] + gap[1], 8));
  }

  /** Where the first of the longest runs of zeros begins, and its length. */
  private static int[] longestGap(String[] groups) {
    int[] best = {0, 0};
    int length = 0;
    for (int i = 0; i < groups.length; i++) {
      length = groups[i].equals("0") ? length + 1 : 0;
      if (length > best[1]) {
        best = new int[] {i - length + 1, length};
      }
    }
    return best;
  }
}
