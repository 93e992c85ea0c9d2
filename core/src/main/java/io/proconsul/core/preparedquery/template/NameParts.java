package io.proconsul.core.preparedquery.template;

import java.util.List;
import java.util.Optional;

/**
 * What a template is filled in with.
 *
 * @param full the name that was asked for
 * @param prefix the template's own name
 * @param suffix the rest of the name
 * @param matches what the groups of the regular expression matched, the whole first
 * @param segment of the agent that was asked
 */
record NameParts(String full, String prefix, String suffix, List<String> matches, String segment) {

  static boolean isKnown(String variable) {
    return switch (variable) {
      case "name.full", "name.prefix", "name.suffix", "agent.segment" -> true;
      default -> false;
    };
  }

  Optional<String> variable(String name) {
    return switch (name) {
      case "name.full" -> Optional.of(full);
      case "name.prefix" -> Optional.of(prefix);
      case "name.suffix" -> Optional.of(suffix);
      case "agent.segment" -> Optional.of(segment);
      default -> Optional.empty();
    };
  }

  /** Empty for a group that there is none of. */
  String match(long group) {
    return group >= 0 && group < matches.size() ? matches.get((int) group) : "";
  }
}
