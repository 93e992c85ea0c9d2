package io.proconsul.agent.config.schema;

import java.util.List;

/** Several errors in one text, as Consul prints them. */
public final class Problems {
  private Problems() {}

  public static String join(List<String> problems) {
    StringBuilder text = new StringBuilder();
    text.append(problems.size())
        .append(problems.size() == 1 ? " error occurred:\n" : " errors occurred:\n");
    for (String problem : problems) {
      text.append("\t* ").append(problem).append('\n');
    }
    return text.append('\n').toString();
  }
}
