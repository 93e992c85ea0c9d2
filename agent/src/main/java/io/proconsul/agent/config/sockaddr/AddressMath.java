package io.proconsul.agent.config.sockaddr;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** The function {@code math}: other addresses, reckoned from those of the machine. */
final class AddressMath {
  private static final Pattern SIGNED = Pattern.compile("[+-][0-9]{1,40}");

  private AddressMath() {}

  /** @throws IllegalArgumentException when it is none of the operations, or of such a value */
  static List<Interfaces.Bound> each(List<Interfaces.Bound> all, String operation, String value) {
    return switch (operation) {
      case "address" -> {
        BigInteger delta = signed(operation, value);
        yield all.stream().map(one -> one.at(wrapped(one, delta))).toList();
      }
      case "network" -> {
        BigInteger delta = signed(operation, value);
        yield all.stream().map(one -> one.at(within(one, delta))).toList();
      }
      case "mask" -> {
        int bits = bits(value);
        yield all.stream().map(one -> masked(one, bits)).toList();
      }
      default ->
        throw new IllegalArgumentException("unsupported math operation: \"" + operation + "\"");
    };
  }

  private static BigInteger wrapped(Interfaces.Bound one, BigInteger delta) {
    return one.value().add(delta).mod(BigInteger.TWO.pow(one.bits()));
  }

  /** From the network's first address on, or back from its last; never out of it. */
  private static BigInteger within(Interfaces.Bound one, BigInteger delta) {
    return one.network().add(delta.mod(one.size()));
  }

  private static Interfaces.Bound masked(Interfaces.Bound one, int bits) {
    if (bits > one.bits()) {
      throw new IllegalArgumentException(
          "parameter for operation \"mask\" must be from 0 to " + one.bits() + ": " + bits);
    }
    Interfaces.Bound narrow = one.within(bits);
    return narrow.at(narrow.network()).within(Math.min(bits, one.prefix()));
  }

  private static BigInteger signed(String operation, String value) {
    if (!SIGNED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "sign (+/-) is required for operation \"" + operation + "\": \"" + value + "\"");
    }
    return new BigInteger(value);
  }

  private static int bits(String value) {
    if (!value.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("no number of bits: \"" + value + "\"");
    }
    return Integer.parseInt(value);
  }
}
