package io.proconsul.agent.config.load;

import java.util.List;
import java.util.Locale;

/** Every flag of {@code consul agent}, by name. */
public final class AgentFlags {
  /** Name, type, the key that it sets or a dash, and help. */
  private static final String LIST = """
      advertise text advertise_addr Address that other agents of the datacenter use for this \
      one.
      advertise-wan text advertise_addr_wan Address that agents of other datacenters use for \
      this one.
      allow-write-http-from texts http_config.allow_write_http_from Network in CIDR notation \
      from which the HTTP API may be written to. May be given several times.
      alt-domain text alt_domain A second domain for which DNS answers.
      auto-reload-config switch auto_reload_config Reload files by itself when they change.
      bind text bind_addr Address for traffic within the cluster.
      bootstrap switch bootstrap Let this server elect itself.
      bootstrap-expect number bootstrap_expect How many servers to wait for before the first \
      election.
      check_output_max_size number check_output_max_size Most bytes of output that are kept of \
      a check.
      client text client_addr Addresses for the HTTP API, DNS and gRPC.
      config-dir texts - Folder whose .hcl and .json files are read, in the order of their \
      names. May be given several times.
      config-file texts - File to read, HCL or JSON. May be given several times.
      config-format text - How all files are written, whatever their names: hcl or json.
      data-dir text data_dir Folder for the agent's data.
      datacenter text datacenter Datacenter of this agent.
      default-query-time text default_query_time How long a blocking query waits that names no \
      time.
      dev switch - Start a server for trying things out: in memory, on this machine only, with \
      all features on.
      disable-host-node-id switch disable_host_node_id Make up a node ID rather than derive it \
      from the machine.
      disable-keyring-file switch disable_keyring_file Do not keep gossip keys in a file.
      dns-port number ports.dns Port for DNS; -1 for none.
      domain text domain Domain for which DNS answers.
      enable-local-script-checks switch enable_local_script_checks Run programs as checks that \
      configuration files name.
      enable-script-checks switch enable_script_checks Run programs as checks that files or the \
      HTTP API name.
      encrypt text encrypt Key that encrypts gossip.
      grpc-port number ports.grpc Port for gRPC; -1 for none.
      grpc-tls-port number ports.grpc_tls Port for gRPC with TLS; -1 for none.
      hcl texts - A piece of configuration in HCL. May be given several times.
      http-port number ports.http Port for the HTTP API; -1 for none.
      https-port number ports.https Port for the HTTP API with TLS; -1 for none.
      join texts start_join Old name of -retry-join.
      join-wan texts start_join_wan Old name of -retry-join-wan.
      log-file text log_file File that logs are written to.
      log-json switch log_json Write logs as JSON.
      log-level text log_level Least important level that is logged: trace, debug, info, warn \
      or error.
      log-rotate-bytes number log_rotate_bytes Size at which a new log file is begun.
      log-rotate-duration text log_rotate_duration Age at which a new log file is begun.
      log-rotate-max-files number log_rotate_max_files How many older log files are kept.
      max-query-time text max_query_time How long a blocking query waits at most.
      node text node_name Name of this node, unique in the cluster.
      node-id text node_id ID of this node, a UUID.
      node-meta pairs node_meta Metadata of this node as `key:value`. May be given several times.
      non-voting-server switch non_voting_server Old name of -read-replica.
      pid-file text pid_file File for the process's ID.
      primary-gateway texts primary_gateways Mesh gateway of the primary datacenter. May be \
      given several times.
      protocol number protocol Version of the protocol between agents.
      raft-protocol number raft_protocol Version of the protocol between servers.
      read-replica switch read_replica Let this server follow without a vote.
      recursor texts recursors DNS server for names of other domains. May be given several \
      times.
      rejoin switch rejoin_after_leave Join again after a leave.
      retry-interval text retry_interval Time between attempts to join.
      retry-interval-wan text retry_interval_wan Time between attempts to join other \
      datacenters.
      retry-join texts retry_join Agent to join. May be given several times.
      retry-join-wan texts retry_join_wan Server of another datacenter to join. May be given \
      several times.
      retry-max number retry_max How often to try to join; 0 for no end.
      retry-max-wan number retry_max_wan How often to try to join other datacenters; 0 for no \
      end.
      segment text segment Network segment to join.
      serf-lan-allowed-cidrs texts serf_lan_allowed_cidrs Network from which agents may join. \
      May be given several times.
      serf-lan-bind text serf_lan Address for gossip in the datacenter.
      serf-lan-port number ports.serf_lan Port for gossip in the datacenter.
      serf-wan-allowed-cidrs texts serf_wan_allowed_cidrs Network from which servers of other \
      datacenters may join. May be given several times.
      serf-wan-bind text serf_wan Address for gossip between datacenters.
      serf-wan-port number ports.serf_wan Port for gossip between datacenters; -1 for none.
      server switch server Be a server.
      server-port number ports.server Port for traffic between servers.
      syslog switch enable_syslog Log to syslog as well.
      ui switch ui_config.enabled Serve the web interface.
      ui-content-path text ui_config.content_path Path of the web interface.
      ui-dir text ui_config.dir Folder with a web interface of your own.
      """;

  private static final int PARTS = 4;

  /** In the order of help. */
  public static final List<AgentFlag> ALL = LIST.lines().map(AgentFlags::flag).toList();

  private AgentFlags() {}

  private static AgentFlag flag(String line) {
    String[] parts = line.split(" ", PARTS);
    return new AgentFlag(
        parts[0],
        AgentFlag.Type.valueOf(parts[1].toUpperCase(Locale.ROOT)),
        parts[2].equals("-") ? "" : parts[2],
        parts[3]);
  }
}
