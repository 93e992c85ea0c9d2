package io.proconsul.cli;

import org.jspecify.annotations.Nullable;

/** What each group of commands is for: the usage line and the paragraphs below it. */
final class GroupUsage {
  private GroupUsage() {}

  /** Null when there is no such group. */
  static @Nullable String of(String group) {
    return switch (group) {
      case "catalog" -> """
          Usage: consul catalog <subcommand> [options] [args]

            Reads the catalog: the datacenters, nodes and services that the whole
            cluster knows.

                $ consul catalog nodes
                $ consul catalog services -tags

            For more examples, ask for subcommand help or view the documentation.""";
      case "kv" -> """
          Usage: consul kv <subcommand> [options] [args]

            Reads and writes the key/value store.

                $ consul kv put redis/config/connections 5
                $ consul kv get redis/config/connections
                $ consul kv get -recurse redis/
                $ consul kv delete redis/config/connections

            For more examples, ask for subcommand help or view the documentation.""";
      case "services", "snapshot", "troubleshoot" -> other(group);
      case "connect", "connect ca" -> connect(group);
      case "operator", "operator autopilot", "operator raft", "operator usage" -> operator(group);
      case "tls", "tls ca", "tls cert" -> tls(group);
      default -> null;
    };
  }

  private static @Nullable String connect(String group) {
    return switch (group) {
      case "connect" -> """
          Usage: consul connect <subcommand> [options] [args]

            Looks after the service mesh.

                $ consul connect ca get-config

            For more examples, ask for subcommand help or view the documentation.""";
      case "connect ca" -> """
          Usage: consul connect ca <subcommand> [options] [args]

            Shows and changes what the mesh's certificate authority goes by.

                $ consul connect ca get-config
                $ consul connect ca set-config -config-file=ca.json

            For more examples, ask for subcommand help or view the documentation.""";
      default -> null;
    };
  }

  private static @Nullable String other(String group) {
    return switch (group) {
      case "services" -> """
          Usage: consul services <subcommand> [options] [args]

            This command has subcommands for interacting with services. The subcommands
            default to working with services registered with the local agent. Please see
            the "consul catalog" command for interacting with the entire catalog.

            For more examples, ask for subcommand help or view the documentation.""";
      case "snapshot" -> """
          Usage: consul snapshot <subcommand> [options] [args]

            Saves the state of the servers to a file, restores it, and looks into such
            files: keys, catalog, sessions, prepared queries and all else they share.

                $ consul snapshot save backup.snap
                $ consul snapshot inspect backup.snap
                $ consul snapshot restore backup.snap

            For more examples, ask for subcommand help or view the documentation.""";
      case "troubleshoot" -> """
          Usage: consul troubleshoot <subcommand> [options]

            This command has subcommands for troubleshooting the service mesh.

            Here are some simple examples, and more detailed examples are available
            in the subcommands or the documentation.

            Troubleshoot Get Upstreams

              $ consul troubleshoot upstreams

            Troubleshoot Proxy

              $ consul troubleshoot proxy -upstream [options]

            For more examples, ask for subcommand help or view the documentation.""";
      default -> null;
    };
  }

  private static @Nullable String operator(String group) {
    return switch (group) {
      case "operator" -> """
          Usage: consul operator <subcommand> [options]

            Looks after the servers of the cluster: what they share, how they fare, and
            how much they hold. Handle with care: a wrong step here costs an outage.

                $ consul operator raft list-peers

            For more examples, ask for subcommand help or view the documentation.""";
      case "operator autopilot" -> """
          Usage: consul operator autopilot <subcommand> [options]

            The Autopilot operator command is used to interact with Consul's Autopilot
            subsystem. The command can be used to view or modify the current configuration.""";
      case "operator raft" -> """
          Usage: consul operator raft <subcommand> [options]

            Looks after the servers that share the log: prints them, has another one lead,
            and takes out one that is gone for good.""";
      case "operator usage" -> """
          Usage: consul operator usage <subcommand> [options]

            Tells how much the cluster holds.

                $ consul operator usage instances -all-datacenters

            For more examples, ask for subcommand help or view the documentation.""";
      default -> null;
    };
  }

  private static @Nullable String tls(String group) {
    return switch (group) {
      case "tls" -> """
          Usage: consul tls <subcommand> <subcommand> [options]

            Makes certificates for TLS between agents and their clients.

                $ consul tls ca create
                $ consul tls cert create -server

            For more examples, ask for subcommand help or view the documentation.""";
      case "tls ca" -> """
          Usage: consul tls ca <subcommand> [options]

            This command has subcommands for interacting with Certificate Authorities.

            Here are some simple examples, and more detailed examples are available
            in the subcommands or the documentation.

            Create a CA

              $ consul tls ca create
              ==> saved consul-agent-ca.pem
              ==> saved consul-agent-ca-key.pem

            For more examples, ask for subcommand help or view the documentation.""";
      case "tls cert" -> """
          Usage: consul tls cert <subcommand> [options]

            Makes certificates that an authority signs.

                $ consul tls cert create -server
                $ consul tls cert create -client

            For more examples, ask for subcommand help or view the documentation.""";
      default -> null;
    };
  }
}
