package io.proconsul.agent.config.load;

import java.util.List;
import java.util.Locale;

/** Every flag of {@code consul agent}, by name. */
public final class AgentFlags {
  /** Name, type, the key that it sets or a dash, and help. */
  private static final String LIST = """
      advertise text advertise_addr Sets the advertise address to use.
      advertise-wan text advertise_addr_wan Sets address to advertise on WAN instead of \
      -advertise address.
      allow-write-http-from texts http_config.allow_write_http_from Only allow write endpoint \
      calls from given network. CIDR format, can be specified multiple times.
      alt-domain text alt_domain Alternate domain to use for DNS interface.
      auto-reload-config switch auto_reload_config Watches config files for changes and auto \
      reloads the files when modified.
      bind text bind_addr Sets the bind address for cluster communication.
      bootstrap switch bootstrap Sets server to bootstrap mode.
      bootstrap-expect number bootstrap_expect Sets server to expect bootstrap mode.
      check_output_max_size number check_output_max_size Sets the maximum output size for \
      checks on this agent
      client text client_addr Sets the address to bind for client access. This includes RPC, \
      DNS, HTTP, HTTPS and gRPC (if configured).
      config-dir texts - Path to a directory to read configuration files from. This will read \
      every file ending in '.json' as configuration in this directory in alphabetical order. \
      Can be specified multiple times.
      config-file texts - Path to a file in JSON or HCL format with a matching file extension. \
      Can be specified multiple times.
      config-format text - Config files are in this format irrespective of their extension. \
      Must be 'hcl' or 'json'
      data-dir text data_dir Path to a data directory to store agent state.
      datacenter text datacenter Datacenter of the agent.
      default-query-time text default_query_time the amount of time a blocking query will wait \
      before Consul will force a response. This value can be overridden by the 'wait' query \
      parameter.
      dev switch - Starts the agent in development mode.
      disable-host-node-id switch disable_host_node_id Setting this to true will prevent \
      Consul from using information from the host to generate a node ID, and will cause Consul \
      to generate a random node ID instead.
      disable-keyring-file switch disable_keyring_file Disables the backing up of the keyring \
      to a file.
      dns-port number ports.dns DNS port to use.
      domain text domain Domain to use for DNS interface.
      enable-local-script-checks switch enable_local_script_checks Enables health check \
      scripts from configuration file.
      enable-script-checks switch enable_script_checks Enables health check scripts.
      encrypt text encrypt Provides the gossip encryption key.
      grpc-port number ports.grpc Sets the gRPC API port to listen on.
      grpc-tls-port number ports.grpc_tls Sets the gRPC-TLS API port to listen on.
      hcl texts - hcl config fragment. Can be specified multiple times.
      http-port number ports.http Sets the HTTP API port to listen on.
      https-port number ports.https Sets the HTTPS API port to listen on.
      join texts start_join Address of an agent to join at start time. Can be specified \
      multiple times.
      join-wan texts start_join_wan Address of an agent to join -wan at start time. Can be \
      specified multiple times.
      log-file text log_file Path to the file the logs get written to
      log-json switch log_json Output logs in JSON format.
      log-level text log_level Log level of the agent.
      log-rotate-bytes number log_rotate_bytes Maximum number of bytes that should be written \
      to a log file
      log-rotate-duration text log_rotate_duration Time after which log rotation needs to be \
      performed
      log-rotate-max-files number log_rotate_max_files Maximum number of log file archives to \
      keep
      max-query-time text max_query_time the maximum amount of time a blocking query can wait \
      before Consul will force a response. Consul applies jitter to the wait time. The \
      jittered time will be capped to MaxQueryTime.
      node text node_name Name of this node. Must be unique in the cluster.
      node-id text node_id A unique ID for this node across space and time. Defaults to a \
      randomly-generated ID that persists in the data-dir.
      node-meta pairs node_meta An arbitrary metadata key/value pair for this node, of the \
      format `key:value`. Can be specified multiple times.
      non-voting-server switch non_voting_server (Enterprise-only) DEPRECATED: -read-replica \
      should be used instead
      pid-file text pid_file Path to file to store agent PID.
      primary-gateway texts primary_gateways Address of a mesh gateway in the primary \
      datacenter to use to bootstrap WAN federation at start time with retries enabled. Can be \
      specified multiple times.
      protocol number protocol Sets the protocol version. Defaults to latest.
      raft-protocol number raft_protocol Sets the Raft protocol version. Defaults to latest.
      read-replica switch read_replica (Enterprise-only) This flag is used to make the server \
      not participate in the Raft quorum, and have it only receive the data replication \
      stream. This can be used to add read scalability to a cluster in cases where a high \
      volume of reads to servers are needed.
      recursor texts recursors Address of an upstream DNS server. Can be specified multiple \
      times.
      rejoin switch rejoin_after_leave Ignores a previous leave and attempts to rejoin the \
      cluster.
      retry-interval text retry_interval Time to wait between join attempts.
      retry-interval-wan text retry_interval_wan Time to wait between join -wan attempts.
      retry-join texts retry_join Address of an agent to join at start time with retries \
      enabled. Can be specified multiple times.
      retry-join-wan texts retry_join_wan Address of an agent to join -wan at start time with \
      retries enabled. Can be specified multiple times.
      retry-max number retry_max Maximum number of join attempts. Defaults to 0, which will \
      retry indefinitely.
      retry-max-wan number retry_max_wan Maximum number of join -wan attempts. Defaults to 0, \
      which will retry indefinitely.
      segment text segment (Enterprise-only) Sets the network segment to join.
      serf-lan-allowed-cidrs texts serf_lan_allowed_cidrs Networks (eg: 192.168.1.0/24) \
      allowed for Serf LAN. Can be specified multiple times.
      serf-lan-bind text serf_lan Address to bind Serf LAN listeners to.
      serf-lan-port number ports.serf_lan Sets the Serf LAN port to listen on.
      serf-wan-allowed-cidrs texts serf_wan_allowed_cidrs Networks (eg: 192.168.1.0/24) \
      allowed for Serf WAN (other datacenters). Can be specified multiple times.
      serf-wan-bind text serf_wan Address to bind Serf WAN listeners to.
      serf-wan-port number ports.serf_wan Sets the Serf WAN port to listen on.
      server switch server Switches agent to server mode.
      server-port number ports.server Sets the server port to listen on.
      syslog switch enable_syslog Enables logging to syslog.
      ui switch ui_config.enabled Enables the built-in static web UI server.
      ui-content-path text ui_config.content_path Sets the external UI path to a string. \
      Defaults to: /ui/
      ui-dir text ui_config.dir Path to directory containing the web UI resources.
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
