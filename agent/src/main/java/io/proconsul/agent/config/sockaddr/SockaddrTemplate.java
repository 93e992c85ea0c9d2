package io.proconsul.agent.config.sockaddr;

import io.proconsul.agent.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A template in an address: {@code {{ GetInterfaceIP "eth0" }}}, {@code {{ GetPrivateInterfaces |
 * include "network" "10.0.0.0/8" | attr "address" }}}. All functions that go-sockaddr documents are
 * here, in pipelines; Go's own words ({@code with}, {@code range}, variables) are errors.
 */
public final class SockaddrTemplate {
  private static final Pattern ACTION = Pattern.compile("\\{\\{-?(.*?)-?}}", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|`([^`]*)`|(\\|)|([^\\s\"`|]+)");

  private final String key;
  private final String expression;
  private final Interfaces interfaces;

  private SockaddrTemplate(String key, String expression, Interfaces interfaces) {
    this.key = key;
    this.expression = expression;
    this.interfaces = interfaces;
  }

  /** Whether there is anything to expand. */
  public static boolean isIn(String text) {
    return text.contains("{{");
  }

  /**
   * The text with each action replaced by what it gives.
   *
   * @param key of the configuration, for errors
   * @throws ConfigException when an action is none of those that are known
   */
  public static String expand(String key, String text, Interfaces interfaces) {
    if (!isIn(text)) {
      return text;
    }
    Matcher action = ACTION.matcher(text);
    StringBuilder result = new StringBuilder();
    while (action.find()) {
      String value = new SockaddrTemplate(key, action.group(1).trim(), interfaces).value();
      action.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    String all = action.appendTail(result).toString();
    if (isIn(all)) {
      throw new ConfigException(
          key + ": unable to parse address template \"" + text + "\": unclosed action");
    }
    return all;
  }

  /** A stage of the pipeline: a function with its arguments, or one text. */
  private record Stage(String function, List<String> args) {}

  private String value() {
    List<Stage> stages = stages();
    if (stages.isEmpty()) {
      throw wrong("missing value for command");
    }
    Stage first = stages.getFirst();
    if (first.function().isEmpty() && stages.size() == 1) {
      return first.args().getFirst();
    }
    try {
      List<Interfaces.Bound> found = source(first);
      if (stages.size() == 1) {
        return text(found, "address", " ");
      }
      for (Stage stage : stages.subList(1, stages.size() - 1)) {
        found = filtered(found, stage);
      }
      return end(found, stages.getLast());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private String end(List<Interfaces.Bound> found, Stage last) {
    return switch (last.function()) {
      case "attr" -> text(few(found, 1), arg(last, 0), "");
      case "join" -> text(found, arg(last, 0), arg(last, 1));
      default -> text(filtered(found, last), "address", " ");
    };
  }

  private List<Interfaces.Bound> source(Stage stage) {
    return switch (stage.function()) {
      case "GetPrivateIP" -> few(interfaces.ofPrivate(), 1);
      case "GetPrivateIPs" -> interfaces.privateIps();
      case "GetPublicIP" -> few(interfaces.ofPublic(), 1);
      case "GetPublicIPs" -> interfaces.publicIps();
      case "GetInterfaceIP" ->
        few(
            InterfaceFilter.matching(interfaces.named(arg(stage, 0)), "flag", "forwardable", true),
            1);
      case "GetInterfaceIPs" -> interfaces.named(arg(stage, 0));
      case "GetAllInterfaces" -> interfaces.all();
      case "GetDefaultInterfaces" -> interfaces.ofDefaultRoute();
      case "GetPrivateInterfaces" -> interfaces.ofPrivate();
      case "GetPublicInterfaces" -> interfaces.ofPublic();
      default -> throw undefined(stage);
    };
  }

  private List<Interfaces.Bound> filtered(List<Interfaces.Bound> found, Stage stage) {
    return switch (stage.function()) {
      case "include" -> InterfaceFilter.matching(found, arg(stage, 0), arg(stage, 1), true);
      case "exclude" -> InterfaceFilter.matching(found, arg(stage, 0), arg(stage, 1), false);
      case "sort" -> InterfaceFilter.sorted(found, arg(stage, 0));
      case "unique" -> InterfaceFilter.unique(found, arg(stage, 0));
      case "limit" -> few(found, number(stage));
      case "offset" -> offset(found, number(stage));
      case "math" -> AddressMath.each(found, arg(stage, 0), arg(stage, 1));
      default -> throw undefined(stage);
    };
  }

  private static String text(List<Interfaces.Bound> found, String attribute, String separator) {
    Function<Interfaces.Bound, String> read = Attributes.of(attribute);
    return found.stream().map(read).collect(Collectors.joining(separator));
  }

  private static String arg(Stage stage, int index) {
    if (index >= stage.args().size()) {
      throw new IllegalArgumentException("wrong number of args for " + stage.function() + ": got "
          + stage.args().size());
    }
    return stage.args().get(index);
  }

  private static int number(Stage stage) {
    try {
      return Integer.parseInt(arg(stage, 0));
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("expected integer; found " + arg(stage, 0));
    }
  }

  /** From the end where it is negative. */
  private static List<Interfaces.Bound> offset(List<Interfaces.Bound> found, int offset) {
    int from = offset < 0 ? found.size() + offset : offset;
    return found.subList(Math.clamp(from, 0, found.size()), found.size());
  }

  private static <T> List<T> few(List<T> list, int most) {
    return list.subList(0, Math.clamp(most, 0, list.size()));
  }

  private List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    String function = null;
    List<String> args = new ArrayList<>();
    for (Matcher word = WORD.matcher(expression); word.find(); ) {
      String quoted = word.group(1) != null ? word.group(1) : word.group(2);
      if (word.group(3) != null) {
        stages.add(new Stage(function == null ? "" : function, List.copyOf(args)));
        function = null;
        args.clear();
      } else if (quoted != null) {
        function = function == null ? "" : function;
        args.add(quoted);
      } else if (function != null) {
        args.add(word.group(4));
      } else {
        function = word.group(4);
      }
    }
    if (function != null) {
      stages.add(new Stage(function, List.copyOf(args)));
    }
    return stages;
  }

  private ConfigException undefined(Stage stage) {
    return wrong("function \"" + stage.function() + "\" not defined");
  }

  private ConfigException wrong(String what) {
    return new ConfigException(
        key + ": unable to parse address template \"{{ " + expression + " }}\": " + what);
  }
}
