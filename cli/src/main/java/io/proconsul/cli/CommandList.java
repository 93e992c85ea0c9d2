package io.proconsul.cli;

/**
 * The names of all commands with the line that help shows for each, in the order of help. Help
 * lists what is missing as well, as Consul does; run, it says that it is missing.
 */
final class CommandList {
  /** Name and synopsis of each command and group of this version. */
  static final String[][] HERE = {
    {"agent", "Runs a Consul agent"},
    {"catalog", "Interact with the catalog"},
    {"catalog datacenters", "Lists all known datacenters for this agent"},
    {"catalog nodes", "Lists all nodes in the given datacenter"},
    {"catalog services", "Lists all registered services in a datacenter"},
    {"event", "Fire a new event"},
    {"force-leave", "Forces a member of the cluster to enter the \"left\" state"},
    {"info", "Provides debugging information for operators."},
    {"join", "Tell Consul agent to join cluster"},
    {"keygen", "Generates a new encryption key"},
    {"keyring", "Manages gossip layer encryption keys"},
    {"kv", "Interact with the key-value store"},
    {"kv delete", "Removes data from the KV store"},
    {"kv export", "Exports a tree from the KV store as JSON"},
    {"kv get", "Retrieves or lists data from the KV store"},
    {"kv import", "Imports a tree stored as JSON to the KV store"},
    {"kv put", "Sets or updates data in the KV store"},
    {"leave", "Gracefully leaves the Consul cluster and shuts down"},
    {"maint", "Controls node or service maintenance mode"},
    {"members", "Lists the members of a Consul cluster"},
    {"operator", "Provides cluster-level tools for Consul operators"},
    {"operator autopilot", "Provides tools for modifying Autopilot configuration"},
    {"operator autopilot get-config", "Display the current Autopilot configuration"},
    {"operator autopilot set-config", "Modify the current Autopilot configuration"},
    {"operator autopilot state", "Display the current Autopilot configuration"},
    {"operator raft", "Provides cluster-level tools for Consul operators"},
    {"operator raft list-peers", "Display the current Raft peer configuration"},
    {"operator raft remove-peer", "Remove a Consul server from the Raft configuration"},
    {"operator raft transfer-leader", "Transfer raft leadership to another node"},
    {"operator usage", "Provides cluster-level usage information"},
    {"operator usage instances", "Display service and node instance usage information"},
    {"reload", "Triggers the agent to reload configuration files"},
    {"rtt", "Estimates network round trip time between nodes"},
    {"services", "Interact with services"},
    {"services deregister", "Deregister services with the local agent"},
    {"services register", "Register services with the local agent"},
    {"snapshot", "Saves, restores and inspects snapshots of Consul server state"},
    {"snapshot inspect", "Displays information about a Consul snapshot file"},
    {"snapshot restore", "Restores snapshot of Consul server state"},
    {"snapshot save", "Saves snapshot of Consul server state"},
    {"tls", "Builtin helpers for creating CAs and certificates"},
    {"tls ca", "Helpers for CAs"},
    {"tls ca create", "Create a new consul CA"},
    {"tls cert", "Helpers for certificates"},
    {"tls cert create", "Create a new certificate"},
    {"troubleshoot", "CLI tools for troubleshooting Consul service mesh"},
    {"troubleshoot ports", "Prints open and closed ports on the Consul server"},
    {"validate", "Validate config files/directories"},
    {"version", "Prints the Consul version"},
    {"watch", "Watch for changes in Consul"},
  };

  /** Consul's commands that this version does not have yet. */
  static final String[][] MISSING = {
    {"acl", "Interact with Consul's ACLs"},
    {"config", "Interact with Consul's Centralized Configurations"},
    {"connect", "Interact with Consul Connect"},
    {"debug", "Records a debugging archive for operators"},
    {"exec", "Executes a command on Consul nodes"},
    {"intention", "Interact with Connect service intentions"},
    {"lock", "Execute a command holding a lock"},
    {"login", "Login to Consul using an auth method"},
    {"logout", "Destroy a Consul token created with login"},
    {"monitor", "Stream logs from a Consul agent"},
    {"peering", "Create and manage peering connections between Consul clusters"},
    {"resource", "Interact with Consul's resources"},
    {"services export", "Export a service from one peer or admin partition to another"},
    {"services exported-services", "Lists exported services"},
    {"troubleshoot proxy", "Troubleshoots service mesh issues from the current envoy instance"},
    {"troubleshoot upstreams", "Get upstream envoy identifiers for the current envoy instance"},
  };

  private CommandList() {}

  static boolean isGroup(String name) {
    return switch (name) {
      case "catalog", "kv", "services", "snapshot", "troubleshoot" -> true;
      case "tls", "tls ca", "tls cert" -> true;
      case "operator", "operator autopilot", "operator raft", "operator usage" -> true;
      default -> false;
    };
  }

  static boolean isMissing(String name) {
    for (String[] missing : MISSING) {
      if (missing[0].equals(name)) {
        return true;
      }
    }
    return false;
  }
}
