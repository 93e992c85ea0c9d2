package io.proconsul.core.dns;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code 1.0.0.10.in-addr.arpa} (RFC 1035) and its like in {@code ip6.arpa} (RFC 3596). */
final class ReverseName {
  private static final int IPV4_LABELS = IpText.IPV4_BYTES + 2;
  private static final int IPV6_LABELS = 2 * IpText.IPV6_BYTES + 2;

  private ReverseName() {}

  /** The address that the labels spell backwards; null when they spell none. */
  static byte @Nullable [] parse(List<String> labels) {
    int count = labels.size();
    if (count == IPV4_LABELS && labels.get(count - 2).equals("in-addr")) {
      return IpText.parse(String.join(".", labels.subList(0, IpText.IPV4_BYTES).reversed()));
    }
    if (count == IPV6_LABELS && labels.get(count - 2).equals("ip6")) {
      return nibbles(labels.subList(0, count - 2).reversed());
    }
    return null;
  }

  private static byte @Nullable [] nibbles(List<String> digits) {
    String hex = String.join("", digits);
    boolean each = digits.stream().allMatch(digit -> digit.length() == 1);
    return each && hex.chars().allMatch(HexFormat::isHexDigit)
        ? HexFormat.of().parseHex(hex)
        : null;
  }
}
