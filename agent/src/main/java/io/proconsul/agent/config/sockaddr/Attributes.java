package io.proconsul.agent.config.sockaddr;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.function.Function;

/** What {@code attr} and {@code join} tell of an address. */
final class Attributes {
  private Attributes() {}

  /** @throws IllegalArgumentException when there is no such attribute */
  static Function<Interfaces.Bound, String> of(String name) {
    return switch (name) {
      case "address", "host" -> Interfaces.Bound::text;
      case "binary" -> one -> padded(one.value().toString(2), one.bits());
      case "broadcast" -> one -> v4(one, name, one.last());
      case "first_usable" -> one -> Interfaces.Bound.text(firstUsable(one), one.bits());
      case "flags" -> one -> String.join("|", one.flags());
      case "hex" -> one -> HexFormat.of().formatHex(one.address().getAddress());
      case "last_usable" -> one -> Interfaces.Bound.text(lastUsable(one), one.bits());
      case "mask_bits" -> one -> Integer.toString(one.prefix());
      case "name" -> Interfaces.Bound::name;
      case "netmask" -> one -> Interfaces.Bound.text(one.mask(), one.bits());
      case "network" -> one -> Interfaces.Bound.text(one.network(), one.bits());
      case "octets" -> Attributes::octets;
      case "port" -> _ -> "0";
      case "size" -> one -> one.size().toString();
      case "string" -> Attributes::string;
      case "type" -> one -> one.v4() ? "IPv4" : "IPv6";
      case "uint128" -> one -> one.v4() ? none(name) : one.value().toString();
      case "uint32" -> one -> one.v4() ? one.value().toString() : none(name);
      default -> throw new IllegalArgumentException(unsupported(name));
    };
  }

  private static String v4(Interfaces.Bound one, String name, BigInteger value) {
    return one.v4() ? Interfaces.Bound.text(value, one.bits()) : none(name);
  }

  private static String none(String name) {
    throw new IllegalArgumentException(unsupported(name));
  }

  private static String unsupported(String name) {
    return "unsupported attribute name \"" + name + "\"";
  }

  private static String string(Interfaces.Bound one) {
    return one.prefix() == one.bits() ? one.text() : one.text() + "/" + one.prefix();
  }

  /** A network's and its broadcast's addresses are nobody's, where there are others. */
  private static boolean hasEnds(Interfaces.Bound one) {
    return one.v4() && one.prefix() < one.bits() - 1;
  }

  private static BigInteger firstUsable(Interfaces.Bound one) {
    return hasEnds(one) ? one.network().add(BigInteger.ONE) : one.network();
  }

  private static BigInteger lastUsable(Interfaces.Bound one) {
    return hasEnds(one) ? one.last().subtract(BigInteger.ONE) : one.last();
  }

  private static String padded(String digits, int length) {
    return "0".repeat(length - digits.length()) + digits;
  }

  private static String octets(Interfaces.Bound one) {
    StringJoiner octets = new StringJoiner(" ");
    for (byte octet : one.address().getAddress()) {
      octets.add(Integer.toString(octet & 0xff));
    }
    return octets.toString();
  }
}
