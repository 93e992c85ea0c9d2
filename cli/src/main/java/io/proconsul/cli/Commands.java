package io.proconsul.cli;

import io.proconsul.cli.agent.AgentCommand;
import io.proconsul.cli.single.Validate;
import io.proconsul.cli.single.VersionCommand;
import org.jspecify.annotations.Nullable;

/**
 * Every command by its words. A switch rather than a table, so that only the class of the command
 * that runs is loaded. {@link CommandList} says what help shows.
 */
final class Commands {
  private Commands() {}

  /** A new command; null for a group, for what this version lacks and for what is unknown. */
  static @Nullable Command create(String name) {
    return switch (name) {
      case "agent" -> new AgentCommand();
      case "validate" -> new Validate();
      case "version" -> new VersionCommand();
      default -> null;
    };
  }

  /** Is this a command or a group of Consul's, be it in this version or not? */
  static boolean isKnown(String name) {
    return create(name) != null || CommandList.isGroup(name) || CommandList.isMissing(name);
  }
}
