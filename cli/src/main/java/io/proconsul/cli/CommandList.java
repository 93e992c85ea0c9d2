package io.proconsul.cli;

/** The names of all commands with the line that help shows for each, in the order of help. */
final class CommandList {
  /** Name and synopsis of each command and group of this version. */
  static final String[][] HERE = {
    {"agent", "Runs an agent"},
    {"catalog", "Reads the catalog of nodes and services"},
    {"catalog datacenters", "Prints the datacenters"},
    {"catalog nodes", "Prints the nodes of the catalog"},
    {"catalog services", "Prints the services of the catalog"},
    {"event", "Tells an event to all agents"},
    {"force-leave", "Makes a member that failed one that left"},
    {"info", "Prints the agent's statistics"},
    {"join", "Has the agent join a cluster"},
    {"keygen", "Prints a new key for the encryption of gossip"},
    {"keyring", "Lists and changes the keys that encrypt gossip"},
    {"kv", "Reads and writes the key/value store"},
    {"kv delete", "Removes keys"},
    {"kv export", "Prints keys as JSON"},
    {"kv get", "Prints values or the names of keys"},
    {"kv import", "Writes keys that were exported"},
    {"kv put", "Writes a value"},
    {"leave", "Has the agent leave the cluster and end"},
    {"maint", "Takes the node or a service out of service"},
    {"members", "Prints the members of the cluster"},
    {"operator", "Looks after the servers of the cluster"},
    {"operator autopilot", "Looks after autopilot"},
    {"operator autopilot get-config", "Prints what autopilot goes by"},
    {"operator autopilot set-config", "Changes what autopilot goes by"},
    {"operator autopilot state", "Prints what autopilot sees of the servers"},
    {"operator raft", "Looks after the servers that share the log"},
    {"operator raft list-peers", "Prints the servers that share the log"},
    {"operator raft remove-peer", "Takes a server out of those that share the log"},
    {"operator raft transfer-leader", "Has another server lead"},
    {"operator usage", "Tells how much the cluster holds"},
    {"operator usage instances", "Prints how many services and nodes there are"},
    {"reload", "Has the agent read its configuration again"},
    {"rtt", "Prints the estimated round trip between two nodes"},
    {"services", "Registers and deregisters services"},
    {"services deregister", "Deregisters services with the local agent"},
    {"services register", "Registers services with the local agent"},
    {"snapshot", "Saves, restores and inspects snapshots of the cluster's state"},
    {"snapshot inspect", "Prints what is in a snapshot"},
    {"snapshot restore", "Replaces the state of the servers"},
    {"snapshot save", "Saves the state of the servers"},
    {"tls", "Makes certificates for TLS"},
    {"tls ca", "Makes certificate authorities"},
    {"tls ca create", "Makes a new authority"},
    {"tls cert", "Makes certificates"},
    {"tls cert create", "Makes a new certificate"},
    {"validate", "Tests configuration files"},
    {"version", "Prints the version"},
    {"watch", "Prints a value, or runs a program at each change"},
  };

  /** First words of Consul's commands that this version does not have yet. */
  private static final String[] MISSING = {
    "acl",
    "config",
    "connect",
    "debug",
    "exec",
    "intention",
    "lock",
    "login",
    "logout",
    "monitor",
    "peering",
    "resource",
    "services export",
    "services exported-services",
    "troubleshoot",
  };

  private CommandList() {}

  static boolean isGroup(String name) {
    return switch (name) {
      case "catalog", "kv", "services", "snapshot", "tls", "tls ca", "tls cert" -> true;
      case "operator", "operator autopilot", "operator raft", "operator usage" -> true;
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
