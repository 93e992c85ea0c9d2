package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What templates pick among the addresses of a machine. */
final class InterfaceFilter {
  private InterfaceFilter() {}

  static List<Interfaces.Bound> matching(
      List<Interfaces.Bound> all, String selector, String value, boolean included) {
    Predicate<Interfaces.Bound> test = test(selector, value);
    return all.stream().filter(one -> test.test(one) == included).toList();
  }

  private static Predicate<Interfaces.Bound> test(String selector, String value) {
    return switch (selector) {
      case "name" -> {
        Pattern pattern = Pattern.compile(value);
        yield one -> pattern.matcher(one.name()).find();
      }
      case "address" -> {
        Pattern pattern = Pattern.compile(value);
        yield one -> pattern.matcher(one.text()).find();
      }
      case "type" ->
        one -> switch (value.toLowerCase(Locale.ROOT)) {
          case "ip" -> true;
          case "ipv4" -> one.v4();
          case "ipv6" -> !one.v4();
          default -> false;
        };
      case "network" -> one -> inAny(one, value);
      case "rfc" ->
        one -> switch (value) {
          case "1918" -> one.v4() && one.address().isSiteLocalAddress();
          case "6890" -> one.isPrivate();
          default -> throw new ConfigException("unsupported RFC \"" + value + "\" in a template");
        };
      case "flag", "flags" ->
        one -> List.of(value.split("\\|")).stream().allMatch(f -> has(one, f));
      case "size" -> one -> Integer.toString(one.prefix()).equals(value);
      default ->
        throw new ConfigException("unsupported selector \"" + selector + "\" in a template");
    };
  }

  private static boolean inAny(Interfaces.Bound one, String networks) {
    for (String network : networks.split("\\|")) {
      if (!Networks.isNetwork(network)) {
        throw new ConfigException("\"" + network + "\" in a template is not a network");
      }
      if (Networks.contains(network, one.address())) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Interfaces.Bound one, String flag) {
    return switch (flag) {
      case "up" -> one.up();
      case "loopback" -> one.loopback();
      case "forwardable" -> one.forwardable();
      case "global unicast" -> one.forwardable() && !one.address().isMulticastAddress();
      default -> throw new ConfigException("unsupported flag \"" + flag + "\" in a template");
    };
  }

  /** By several attributes with commas between, each with a minus for the other way round. */
  static List<Interfaces.Bound> sorted(List<Interfaces.Bound> all, String order) {
    List<Interfaces.Bound> sorted = new ArrayList<>(all);
    String[] keys = order.split(",");
    for (int i = keys.length - 1; i >= 0; i--) {
      String key = keys[i].trim();
      boolean reversed = key.startsWith("-");
      Comparator<Interfaces.Bound> by = comparator(key.replaceFirst("^[+-]", ""));
      sorted.sort(reversed ? by.reversed() : by);
    }
    return sorted;
  }

  private static Comparator<Interfaces.Bound> comparator(String key) {
    return switch (key) {
      case "name" -> Comparator.comparing(Interfaces.Bound::name);
      case "address" ->
        (one, other) ->
            Arrays.compareUnsigned(one.address().getAddress(), other.address().getAddress());
      // The smaller network first, as it has more bits.
      case "size" -> Comparator.comparingInt(Interfaces.Bound::prefix).reversed();
      case "type" -> Comparator.comparing(one -> !one.v4());
      case "private" -> Comparator.comparing(one -> !one.isPrivate());
      case "default" -> Comparator.comparing(one -> !one.defaultRoute());
      default -> throw new ConfigException("unsupported sort \"" + key + "\" in a template");
    };
  }

  static List<Interfaces.Bound> unique(
      List<Interfaces.Bound> all, Function<Interfaces.Bound, String> attribute) {
    Set<String> seen = new HashSet<>();
    return all.stream().filter(one -> seen.add(attribute.apply(one))).toList();
  }
}
