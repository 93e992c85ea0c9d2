package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Templates in addresses, as go-sockaddr knows them: {@code {{ GetInterfaceIP "eth0" }}}, {@code {{
 * GetPrivateInterfaces | include "network" "10.0.0.0/8" | attr "address" }}}. Its sources,
 * {@code include}, {@code exclude}, {@code sort}, {@code unique}, {@code limit}, {@code offset},
 * {@code attr} and {@code join} are here; anything else is an error that names it.
 */
final class SockaddrTemplate {
  private static final Pattern ACTION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\|)|([^\\s\"|]+)");

  private final String key;
  private final String expression;
  private final Interfaces interfaces;

  private SockaddrTemplate(String key, String expression, Interfaces interfaces) {
    this.key = key;
    this.expression = expression;
    this.interfaces = interfaces;
  }

  /**
   * The text with each action replaced by what it gives.
   *
   * @throws ConfigException when an action is none of those that are known
   */
  static String expand(String key, String text, Interfaces interfaces) {
    if (!text.contains("{{")) {
      return text;
    }
    Matcher action = ACTION.matcher(text);
    StringBuilder result = new StringBuilder();
    while (action.find()) {
      String value = new SockaddrTemplate(key, action.group(1).trim(), interfaces).value();
      action.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return action.appendTail(result).toString();
  }

  /** A stage of the pipeline: a function with its arguments, or one text. */
  private record Stage(String function, List<String> args) {
    String arg(int index) {
      return index < args.size() ? args.get(index) : "";
    }
  }

  private String value() {
    List<Stage> stages = stages();
    if (stages.isEmpty()) {
      throw unknown("an empty action");
    }
    Stage first = stages.getFirst();
    List<Interfaces.Bound> found;
    switch (first.function()) {
      case "" -> {
        return first.arg(0);
      }
      case "GetPrivateIP" -> found = few(interfaces.ofPrivate(), 1);
      case "GetPrivateIPs" -> found = interfaces.ofPrivate();
      case "GetPublicIP" -> found = few(interfaces.ofPublic(), 1);
      case "GetPublicIPs" -> found = interfaces.ofPublic();
      case "GetInterfaceIP" -> found = few(named(first.arg(0)), 1);
      case "GetInterfaceIPs" -> found = named(first.arg(0));
      case "GetAllInterfaces" -> found = interfaces.all();
      case "GetDefaultInterfaces" -> found = interfaces.ofDefaultRoute();
      case "GetPrivateInterfaces" -> found = interfaces.ofPrivate();
      case "GetPublicInterfaces" -> found = interfaces.ofPublic();
      default -> throw unknown("function \"" + first.function() + "\"");
    }
    for (Stage stage : stages.subList(1, stages.size())) {
      switch (stage.function()) {
        case "attr" -> {
          return few(found, 1).stream().map(attribute(stage.arg(0))).collect(Collectors.joining());
        }
        case "join" -> {
          return found.stream()
              .map(attribute(stage.arg(0)))
              .collect(Collectors.joining(stage.args().size() > 1 ? stage.arg(1) : " "));
        }
        default -> found = filtered(found, stage);
      }
    }
    return found.stream().map(Interfaces.Bound::text).collect(Collectors.joining(" "));
  }

  private List<Interfaces.Bound> filtered(List<Interfaces.Bound> found, Stage stage) {
    return switch (stage.function()) {
      case "include" -> InterfaceFilter.matching(found, stage.arg(0), stage.arg(1), true);
      case "exclude" -> InterfaceFilter.matching(found, stage.arg(0), stage.arg(1), false);
      case "sort" -> InterfaceFilter.sorted(found, stage.arg(0));
      case "unique" -> InterfaceFilter.unique(found, attribute(stage.arg(0)));
      case "limit" -> few(found, number(stage));
      case "offset" -> found.subList(Math.min(number(stage), found.size()), found.size());
      default -> throw unknown("function \"" + stage.function() + "\"");
    };
  }

  private int number(Stage stage) {
    try {
      return Math.max(0, Integer.parseInt(stage.arg(0)));
    } catch (NumberFormatException e) {
      throw unknown("number \"" + stage.arg(0) + "\"");
    }
  }

  /** IPv4 first, as a machine is known by it. */
  private List<Interfaces.Bound> named(String name) {
    List<Interfaces.Bound> all =
        interfaces.all().stream().filter(one -> one.name().equals(name)).toList();
    List<Interfaces.Bound> ordered =
        new ArrayList<>(all.stream().filter(one -> one.v4()).toList());
    all.stream().filter(one -> !one.v4() && one.forwardable()).forEach(ordered::add);
    return ordered;
  }

  private Function<Interfaces.Bound, String> attribute(String name) {
    return switch (name) {
      case "address", "string" -> Interfaces.Bound::text;
      case "name" -> Interfaces.Bound::name;
      case "size", "mask_bits" -> one -> Integer.toString(one.prefix());
      case "type" -> one -> one.v4() ? "IPv4" : "IPv6";
      default -> throw unknown("attribute \"" + name + "\"");
    };
  }

  private static <T> List<T> few(List<T> list, int most) {
    return list.subList(0, Math.min(most, list.size()));
  }

  private List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    String function = null;
    List<String> args = new ArrayList<>();
    for (Matcher word = WORD.matcher(expression); word.find(); ) {
      if (word.group(2) != null) {
        stages.add(new Stage(function == null ? "" : function, List.copyOf(args)));
        function = null;
        args.clear();
      } else if (word.group(1) != null || function != null) {
        function = function == null ? "" : function;
        args.add(word.group(1) != null ? word.group(1) : word.group(3));
      } else {
        function = word.group(3);
      }
    }
    if (function != null) {
      stages.add(new Stage(function, List.copyOf(args)));
    }
    return stages;
  }

  private ConfigException unknown(String what) {
    return new ConfigException(
        key + ": unable to parse address template \"{{ " + expression + " }}\": unknown " + what);
  }
}
