package io.proconsul.cli;

/**
 * The names of all commands with the line that help shows for each, in the order of help. Help
 * lists what is missing as well, as Consul does; run, it says that it is missing.
 */
final class CommandList {
  /** Name and synopsis of each command and group of this version. */
  static final String[][] HERE = {
    {"agent", "Runs an agent"},
    {"catalog", "Reads the catalog of nodes and services"},
    {"catalog datacenters", "Prints the datacenters"},
    {"catalog nodes", "Prints the nodes of the catalog"},
    {"catalog services", "Prints the services of the catalog"},
    {"connect", "Looks after the service mesh"},
    {"connect ca", "Looks after the mesh's certificate authority"},
    {"connect ca get-config", "Prints what the authority goes by"},
    {"connect ca set-config", "Has the authority go by a file"},
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
    {"operator autopilot get-config", "Display the current Autopilot configuration"},
    {"operator autopilot set-config", "Modify the current Autopilot configuration"},
    {"operator autopilot state", "Display the current Autopilot configuration"},
    {"operator raft", "Looks after the servers that share the log"},
    {"operator raft list-peers", "Prints the servers that share the log"},
    {"operator raft remove-peer", "Takes a server out of those that share the log"},
    {"operator raft transfer-leader", "Has another server lead"},
    {"operator usage", "Tells how much the cluster holds"},
    {"operator usage instances", "Prints how many services and nodes there are"},
    {"reload", "Has the agent read its configuration again"},
    {"rtt", "Prints the estimated round trip between two nodes"},
    {"services", "Registers and deregisters services"},
    {"services deregister", "Deregister services with the local agent"},
    {"services register", "Register services with the local agent"},
    {"snapshot", "Saves, restores and inspects snapshots of the cluster's state"},
    {"snapshot inspect", "Prints what is in a snapshot"},
    {"snapshot restore", "Replaces the state of the servers"},
    {"snapshot save", "Saves the state of the servers"},
    {"tls", "Makes certificates for TLS"},
    {"tls ca", "Makes certificate authorities"},
    {"tls ca create", "Create a new consul CA"},
    {"tls cert", "Makes certificates"},
    {"tls cert create", "Makes a new certificate"},
    {"troubleshoot", "Finds out why nodes or services cannot be reached"},
    {"troubleshoot ports", "Prints open and closed ports on the Consul server"},
    {"validate", "Tests configuration files"},
    {"version", "Prints the version"},
    {"watch", "Prints a value, or runs a program at each change"},
  };

  /** Consul's commands that this version does not have yet. */
  static final String[][] MISSING = {
    {"acl", "Looks after access control"},
    {"config", "Looks after configuration entries"},
    {"connect envoy", "Runs Envoy as a proxy of the mesh"},
    {"connect expose", "Lets requests from outside reach a service of the mesh"},
    {"connect proxy", "Runs a proxy of the mesh"},
    {"connect redirect-traffic", "Leads a host's traffic through its proxy"},
    {"debug", "Collects what helps to find a fault"},
    {"exec", "Runs a command on many nodes"},
    {"intention", "Says which services may talk to each other"},
    {"lock", "Runs a command while it holds a lock"},
    {"login", "Trades a bearer token for one of the cluster"},
    {"logout", "Gives a token back that login made"},
    {"monitor", "Prints the agent's log as it is written"},
    {"peering", "Connects clusters that stay apart"},
    {"resource", "Looks after resources"},
    {"services export", "Export a service from one peer or admin partition to another"},
    {"services exported-services", "Lists exported services"},
    {"troubleshoot proxy", "Troubleshoots service mesh issues from the current envoy instance"},
    {"troubleshoot upstreams", "Get upstream envoy identifiers for the current envoy instance"},
  };

  private CommandList() {}

  static boolean isGroup(String name) {
    return switch (name) {
      case "catalog", "kv", "services", "snapshot", "troubleshoot" -> true;
      case "connect", "connect ca", "tls", "tls ca", "tls cert" -> true;
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
