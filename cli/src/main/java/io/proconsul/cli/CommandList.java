package io.proconsul.cli;

/** The names of all commands with the line that help shows for each, in the order of help. */
final class CommandList {
  /** Name and synopsis of each command and group of this version. */
  static final String[][] HERE = {
    {"agent", "Runs an agent"},
    {"validate", "Tests configuration files"},
    {"version", "Prints the version"},
  };

  /** First words of Consul's commands that this version does not have yet. */
  private static final String[] MISSING = {
    "acl",
    "config",
    "connect",
    "debug",
    "event",
    "exec",
    "force-leave",
    "intention",
    "join",
    "keyring",
    "lock",
    "login",
    "logout",
    "monitor",
    "operator",
    "peering",
    "resource",
    "rtt",
    "services export",
    "services exported-services",
    "snapshot",
    "tls",
    "troubleshoot",
  };

  private CommandList() {}

  static boolean isGroup(String name) {
    return switch (name) {
      case "catalog", "kv", "services" -> true;
      default -> false;
    };
  }

  static boolean isMissing(String name) {
    for (String missing : MISSING) {
      if (missing.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
