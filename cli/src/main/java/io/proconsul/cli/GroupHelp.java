package io.proconsul.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Help of the program and of groups such as {@code consul kv}: a usage line and what is below. */
final class GroupHelp {
  private GroupHelp() {}

  /** Help of the whole program. */
  static String program() {
    return "Usage: consul [--version] [--help] <command> [<args>]\n\nAvailable commands are:\n"
        + table("");
  }

  /** Help of one group; null when there is no such group. */
  static @Nullable String of(String group) {
    String about = about(group);
    if (about == null) {
      return null;
    }
    return "Usage: consul " + group + words(group) + "\n\n"
        + about.indent(2).stripTrailing().replace("\n  \n", "\n\n")
        + "\n\n  Each subcommand explains itself with -h.\n\nSubcommands:\n" + table(group + " ");
  }

  private static String words(String group) {
    return switch (group) {
      case "tls" -> " <subcommand> <subcommand> [options]";
      case "tls ca", "tls cert", "operator" -> " <subcommand> [options]";
      case "operator autopilot", "operator raft", "operator usage" -> " <subcommand> [options]";
      default -> " <subcommand> [options] [args]";
    };
  }

  private static @Nullable String about(String group) {
    return switch (group) {
      case "catalog" -> """
            Reads the catalog: the datacenters, nodes and services that the whole
            cluster knows.

                $ consul catalog nodes
                $ consul catalog services -tags""";
      case "kv" -> """
            Reads and writes the key/value store.

                $ consul kv put redis/config/connections 5
                $ consul kv get redis/config/connections
                $ consul kv get -recurse redis/
                $ consul kv delete redis/config/connections""";
      case "operator" -> """
            Looks after the servers of the cluster: what they share, how they fare, and
            how much they hold. Handle with care: a wrong step here costs an outage.

                $ consul operator raft list-peers""";
      case "operator autopilot" -> """
            Looks after autopilot, which watches over the servers: what it goes by, and
            what it sees.

                $ consul operator autopilot state
                $ consul operator autopilot set-config -cleanup-dead-servers=false""";
      case "operator raft" -> """
            Looks after the servers that share the log.

                $ consul operator raft list-peers
                $ consul operator raft remove-peer -id=00a1b2c3-...""";
      case "operator usage" -> """
            Tells how much the cluster holds.

                $ consul operator usage instances -all-datacenters""";
      case "services" -> """
            Registers and deregisters services with the local agent. What the whole
            cluster knows is read with "consul catalog".

                $ consul services register web.json
                $ consul services deregister -id=web""";
      case "snapshot" -> """
            Saves the state of the servers to a file, restores it, and looks into such
            files: keys, catalog, sessions, prepared queries and all else they share.

                $ consul snapshot save backup.snap
                $ consul snapshot inspect backup.snap
                $ consul snapshot restore backup.snap""";
      case "tls", "tls ca", "tls cert" -> aboutTls(group);
      default -> null;
    };
  }

  private static @Nullable String aboutTls(String group) {
    return switch (group) {
      case "tls" -> """
        Makes certificates for TLS between agents and their clients.

            $ consul tls ca create
            $ consul tls cert create -server""";
      case "tls ca" -> """
        Makes certificate authorities.

            $ consul tls ca create""";
      case "tls cert" -> """
        Makes certificates that an authority signs.

            $ consul tls cert create -server
            $ consul tls cert create -client""";
      default -> null;
    };
  }

  private static String table(String prefix) {
    List<String[]> rows = new ArrayList<>();
    int width = 0;
    for (String[] entry : CommandList.HERE) {
      if (entry[0].startsWith(prefix) && entry[0].indexOf(' ', prefix.length()) < 0) {
        rows.add(entry);
        width = Math.max(width, entry[0].length() - prefix.length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      String name = row[0].substring(prefix.length());
      text.append("    ")
          .append(name)
          .append(" ".repeat(width - name.length() + 4))
          .append(row[1])
          .append('\n');
    }
    text.setLength(Math.max(0, text.length() - 1));
    return text.toString();
  }
}
