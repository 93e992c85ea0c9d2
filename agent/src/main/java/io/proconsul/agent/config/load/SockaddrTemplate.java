package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Templates in addresses, such as {@code {{ GetInterfaceIP "eth0" }}}. */
final class SockaddrTemplate {
  private static final Pattern ACTION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\|)|([^\\s\"|]+)");

  private SockaddrTemplate() {}

  static String expand(String key, String text, Interfaces interfaces) {
    if (!text.contains("{{")) {
      return text;
    }
    Matcher action = ACTION.matcher(text);
    StringBuilder result = new StringBuilder();
    while (action.find()) {
      action.appendReplacement(
          result, Matcher.quoteReplacement(value(key, action.group(1).trim(), interfaces)));
    }
    return action.appendTail(result).toString();
  }

  private static String value(String key, String expression, Interfaces interfaces) {
    List<String> words = WORD.matcher(expression)
        .results()
        .map(found -> found.group(1) != null ? "\"" + found.group(1) : found.group())
        .toList();
    List<Interfaces.Bound> all = interfaces.all();
    if (words.size() == 1) {
      String word = words.getFirst();
      if (word.startsWith("\"")) {
        return word.substring(1);
      }
      switch (word) {
        case "GetPrivateIP" -> {
          return interfaces.privateIpv4().stream().findFirst().orElse("");
        }
        case "GetPrivateIPs" -> {
          return String.join(" ", interfaces.privateIpv4());
        }
        default -> {}
      }
    }
    if (words.size() == 2 && words.getFirst().equals("GetInterfaceIP")) {
      String name = words.get(1).substring(1);
      return all.stream()
          .filter(one -> one.name().equals(name))
          .map(Interfaces.Bound::text)
          .limit(1)
          .collect(Collectors.joining());
    }
    throw new ConfigException(
        key + ": unable to parse address template \"{{ " + expression + " }}\"");
  }
}
