package io.proconsul.agent.config.sockaddr;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What templates pick among the addresses of a machine. All throw {@link IllegalArgumentException}
 * for what there is not.
 */
final class InterfaceFilter {
  private InterfaceFilter() {}

  static List<Interfaces.Bound> matching(
      List<Interfaces.Bound> all, String selector, String value, boolean included) {
    Predicate<Interfaces.Bound> test = test(selector.toLowerCase(Locale.ROOT), value);
    return all.stream().filter(one -> test.test(one) == included).toList();
  }

  private static Predicate<Interfaces.Bound> test(String selector, String value) {
    return switch (selector) {
      case "address" -> found(value, Interfaces.Bound::text);
      case "flag", "flags" -> flags(value);
      case "name" -> found(value, Interfaces.Bound::name);
      case "network" -> any(value, InterfaceFilter::network);
      case "port" -> _ -> value.equals("0");
      case "rfc", "rfcs" -> any(value, InterfaceFilter::rfc);
      case "size" -> one -> Integer.toString(one.prefix()).equals(value);
      case "type" -> any(value, InterfaceFilter::type);
      default ->
        throw new IllegalArgumentException("invalid filter selector: \"" + selector + "\"");
    };
  }

  private static Predicate<Interfaces.Bound> found(
      String pattern, Function<Interfaces.Bound, String> text) {
    try {
      Pattern compiled = Pattern.compile(pattern);
      return one -> compiled.matcher(text.apply(one)).find();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "unable to compile regexp \"" + pattern + "\": " + e.getDescription());
    }
  }

  /** Several are told with bars between; one of them is enough. */
  private static Predicate<Interfaces.Bound> any(
      String values, Function<String, Predicate<Interfaces.Bound>> test) {
    Predicate<Interfaces.Bound> any = _ -> false;
    for (String value : values.split("\\|")) {
      any = any.or(test.apply(value.trim()));
    }
    return any;
  }

  private static Predicate<Interfaces.Bound> network(String network) {
    if (!Networks.isNetwork(network)) {
      throw new IllegalArgumentException("unable to parse network \"" + network + "\"");
    }
    return one -> Networks.contains(network, one.address());
  }

  private static Predicate<Interfaces.Bound> rfc(String number) {
    List<String> networks = Networks.ofRfc(number);
    return one -> networks.stream().anyMatch(net -> Networks.contains(net, one.address()));
  }

  private static Predicate<Interfaces.Bound> type(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "ip" -> _ -> true;
      case "ipv4" -> Interfaces.Bound::v4;
      case "ipv6" -> one -> !one.v4();
      case "unix" -> _ -> false;
      default -> throw new IllegalArgumentException("invalid type: \"" + type + "\"");
    };
  }

  /** All those of the interface that are asked for, or any of those of the address. */
  private static Predicate<Interfaces.Bound> flags(String names) {
    List<String> ofInterface = new ArrayList<>();
    Predicate<Interfaces.Bound> ofAddress = _ -> false;
    for (String name : names.toLowerCase(Locale.ROOT).split("\\|")) {
      if (List.of("broadcast", "loopback", "multicast", "point-to-point", "up").contains(name)) {
        ofInterface.add(name);
      }
      ofAddress = ofAddress.or(ofAddress(name));
    }
    return ofAddress.or(one -> !ofInterface.isEmpty() && one.flags().containsAll(ofInterface));
  }

  private static Predicate<Interfaces.Bound> ofAddress(String flag) {
    return switch (flag) {
      case "broadcast", "point-to-point", "up" -> _ -> false;
      case "down" -> one -> !one.up();
      case "forwardable" -> Interfaces.Bound::forwardable;
      case "global unicast" -> one -> Networks.isGlobalUnicast(one.address());
      case "interface-local multicast" -> one -> one.address().isMCNodeLocal();
      case "link-local multicast" -> one -> one.address().isMCLinkLocal();
      case "link-local unicast" -> one -> one.address().isLinkLocalAddress();
      case "loopback" -> one -> one.address().isLoopbackAddress();
      case "multicast" -> one -> one.address().isMulticastAddress();
      case "unspecified" -> one -> one.address().isAnyLocalAddress();
      default -> throw new IllegalArgumentException("Unknown interface flag: \"" + flag + "\"");
    };
  }

  /** By several attributes with commas between, each with a minus for the other way round. */
  static List<Interfaces.Bound> sorted(List<Interfaces.Bound> all, String order) {
    List<Interfaces.Bound> sorted = new ArrayList<>(all);
    String[] keys = order.split(",");
    for (int i = keys.length - 1; i >= 0; i--) {
      String key = keys[i].trim();
      Comparator<Interfaces.Bound> by = comparator(key.replaceFirst("^[+-]", ""));
      sorted.sort(key.startsWith("-") ? by.reversed() : by);
    }
    return sorted;
  }

  private static Comparator<Interfaces.Bound> comparator(String key) {
    Comparator<Interfaces.Bound> type = Comparator.comparing(one -> !one.v4());
    return switch (key) {
      case "address" -> type.thenComparing(Interfaces.Bound::value);
      case "default" -> Comparator.comparing(one -> !one.defaultRoute());
      case "name" -> Comparator.comparing(Interfaces.Bound::name);
      case "port" -> (_, _) -> 0;
      case "private" -> Comparator.comparing(one -> !one.isPrivate());
      // The larger network first.
      case "size" -> type.thenComparingInt(Interfaces.Bound::prefix);
      case "type" -> type;
      default -> throw new IllegalArgumentException("unknown sort type: \"" + key + "\"");
    };
  }

  static List<Interfaces.Bound> unique(List<Interfaces.Bound> all, String attribute) {
    if (!attribute.equals("address") && !attribute.equals("name")) {
      throw new IllegalArgumentException("unsupported unique selector \"" + attribute + "\"");
    }
    Function<Interfaces.Bound, String> read = Attributes.of(attribute);
    Set<String> seen = new HashSet<>();
    return all.stream().filter(one -> seen.add(read.apply(one))).toList();
  }
}
