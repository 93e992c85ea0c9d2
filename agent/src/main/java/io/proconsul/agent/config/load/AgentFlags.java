package io.proconsul.agent.config.load;

import static io.proconsul.agent.config.load.AgentFlag.Type.NUMBER;
import static io.proconsul.agent.config.load.AgentFlag.Type.PAIRS;
import static io.proconsul.agent.config.load.AgentFlag.Type.SWITCH;
import static io.proconsul.agent.config.load.AgentFlag.Type.TEXT;
import static io.proconsul.agent.config.load.AgentFlag.Type.TEXTS;

import java.util.ArrayList;
import java.util.List;

/** Every flag of {@code consul agent}, by name. */
public final class AgentFlags {
  /** In the order of help. */
  public static final List<AgentFlag> ALL = all();

  private AgentFlags() {}

  private static List<AgentFlag> all() {
    List<AgentFlag> flags = new ArrayList<>();
    flags.add(flag(
        "advertise",
        TEXT,
        "advertise_addr",
        "Address that other agents of the" + " datacenter use for this one."));
    flags.add(flag(
        "advertise-wan",
        TEXT,
        "advertise_addr_wan",
        "Address that agents of other" + " datacenters use for this one."));
    flags.add(
        flag(
            "allow-write-http-from",
            TEXTS,
            "http_config.allow_write_http_from",
            "Network in"
                + " CIDR notation from which the HTTP API may be written to. May be given several times."));
    flags.add(flag("alt-domain", TEXT, "alt_domain", "A second domain for which DNS answers."));
    flags.add(flag(
        "auto-reload-config",
        SWITCH,
        "auto_reload_config",
        "Reload files by itself when" + " they change."));
    flags.add(flag("bind", TEXT, "bind_addr", "Address for traffic within the cluster."));
    flags.add(flag("bootstrap", SWITCH, "bootstrap", "Let this server elect itself."));
    flags.add(flag(
        "bootstrap-expect",
        NUMBER,
        "bootstrap_expect",
        "How many servers to wait for" + " before the first election."));
    flags.add(flag(
        "check_output_max_size",
        NUMBER,
        "check_output_max_size",
        "Most bytes of output" + " that are kept of a check."));
    flags.add(flag("client", TEXT, "client_addr", "Addresses for the HTTP API, DNS and gRPC."));
    flags.add(flag(
        "config-dir",
        TEXTS,
        "",
        "Folder whose .hcl and .json files are read, in the"
            + " order of their names. May be given several times."));
    flags.add(flag(
        "config-file", TEXTS, "", "File to read, HCL or JSON. May be given several" + " times."));
    flags.add(flag(
        "config-format",
        TEXT,
        "",
        "How all files are written, whatever their names:" + " hcl or json."));
    flags.add(flag("data-dir", TEXT, "data_dir", "Folder for the agent's data."));
    flags.add(flag("datacenter", TEXT, "datacenter", "Datacenter of this agent."));
    flags.add(flag(
        "default-query-time",
        TEXT,
        "default_query_time",
        "How long a blocking query" + " waits that names no time."));
    flags.add(flag(
        "dev",
        SWITCH,
        "",
        "Start a server for trying things out: in memory, on this"
            + " machine only, with all features on."));
    flags.add(flag(
        "disable-host-node-id",
        SWITCH,
        "disable_host_node_id",
        "Make up a node ID" + " rather than derive it from the machine."));
    flags.add(flag(
        "disable-keyring-file",
        SWITCH,
        "disable_keyring_file",
        "Do not keep gossip" + " keys in a file."));
    flags.add(flag("dns-port", NUMBER, "ports.dns", "Port for DNS; -1 for none."));
    flags.add(flag("domain", TEXT, "domain", "Domain for which DNS answers."));
    flags.add(flag(
        "enable-local-script-checks",
        SWITCH,
        "enable_local_script_checks",
        "Run" + " programs as checks that configuration files name."));
    flags.add(flag(
        "enable-script-checks",
        SWITCH,
        "enable_script_checks",
        "Run programs as checks" + " that files or the HTTP API name."));
    flags.add(flag("encrypt", TEXT, "encrypt", "Key that encrypts gossip."));
    addFromGrpcToPort(flags);
    addFromPrimaryToUi(flags);
    return List.copyOf(flags);
  }

  private static void addFromGrpcToPort(List<AgentFlag> flags) {
    flags.add(flag("grpc-port", NUMBER, "ports.grpc", "Port for gRPC; -1 for none."));
    flags.add(flag(
        "grpc-tls-port", NUMBER, "ports.grpc_tls", "Port for gRPC with TLS; -1 for" + " none."));
    flags.add(flag(
        "hcl", TEXTS, "", "A piece of configuration in HCL. May be given several" + " times."));
    flags.add(flag("http-port", NUMBER, "ports.http", "Port for the HTTP API; -1 for none."));
    flags.add(flag(
        "https-port", NUMBER, "ports.https", "Port for the HTTP API with TLS; -1 for" + " none."));
    flags.add(flag("join", TEXTS, "start_join", "Old name of -retry-join."));
    flags.add(flag("join-wan", TEXTS, "start_join_wan", "Old name of -retry-join-wan."));
    flags.add(flag("log-file", TEXT, "log_file", "File that logs are written to."));
    flags.add(flag("log-json", SWITCH, "log_json", "Write logs as JSON."));
    flags.add(flag(
        "log-level",
        TEXT,
        "log_level",
        "Least important level that is logged: trace," + " debug, info, warn or error."));
    flags.add(flag(
        "log-rotate-bytes",
        NUMBER,
        "log_rotate_bytes",
        "Size at which a new log file" + " is begun."));
    flags.add(flag(
        "log-rotate-duration",
        TEXT,
        "log_rotate_duration",
        "Age at which a new log file" + " is begun."));
    flags.add(flag(
        "log-rotate-max-files",
        NUMBER,
        "log_rotate_max_files",
        "How many older log" + " files are kept."));
    flags.add(flag(
        "max-query-time", TEXT, "max_query_time", "How long a blocking query waits at" + " most."));
    flags.add(flag("node", TEXT, "node_name", "Name of this node, unique in the cluster."));
    flags.add(flag("node-id", TEXT, "node_id", "ID of this node, a UUID."));
    flags.add(flag(
        "node-meta",
        PAIRS,
        "node_meta",
        "Metadata of this node as key:value. May be" + " given several times."));
    flags.add(flag("non-voting-server", SWITCH, "non_voting_server", "Old name of -read-replica."));
    flags.add(flag("pid-file", TEXT, "pid_file", "File for the process's ID."));
  }

  private static void addFromPrimaryToUi(List<AgentFlag> flags) {
    flags.add(flag(
        "primary-gateway",
        TEXTS,
        "primary_gateways",
        "Mesh gateway of the primary" + " datacenter. May be given several times."));
    flags.add(flag("protocol", NUMBER, "protocol", "Version of the protocol between agents."));
    flags.add(flag(
        "raft-protocol", NUMBER, "raft_protocol", "Version of the protocol between" + " servers."));
    flags.add(flag(
        "read-replica", SWITCH, "read_replica", "Let this server follow without a" + " vote."));
    flags.add(flag(
        "recursor",
        TEXTS,
        "recursors",
        "DNS server for names of other domains. May be" + " given several times."));
    flags.add(flag("rejoin", SWITCH, "rejoin_after_leave", "Join again after a leave."));
    flags.add(flag("retry-interval", TEXT, "retry_interval", "Time between attempts to join."));
    flags.add(flag(
        "retry-interval-wan",
        TEXT,
        "retry_interval_wan",
        "Time between attempts to" + " join other datacenters."));
    flags.add(
        flag("retry-join", TEXTS, "retry_join", "Agent to join. May be given several" + " times."));
    flags.add(flag(
        "retry-join-wan",
        TEXTS,
        "retry_join_wan",
        "Server of another datacenter to" + " join. May be given several times."));
    flags.add(flag("retry-max", NUMBER, "retry_max", "How often to try to join; 0 for no end."));
    flags.add(flag(
        "retry-max-wan",
        NUMBER,
        "retry_max_wan",
        "How often to try to join other" + " datacenters; 0 for no end."));
    flags.add(flag("segment", TEXT, "segment", "Network segment to join."));
    flags.add(flag(
        "serf-lan-allowed-cidrs",
        TEXTS,
        "serf_lan_allowed_cidrs",
        "Network from which" + " agents may join. May be given several times."));
    flags.add(flag("serf-lan-bind", TEXT, "serf_lan", "Address for gossip in the datacenter."));
    flags.add(
        flag("serf-lan-port", NUMBER, "ports.serf_lan", "Port for gossip in the" + " datacenter."));
    flags.add(flag(
        "serf-wan-allowed-cidrs",
        TEXTS,
        "serf_wan_allowed_cidrs",
        "Network from which"
            + " servers of other datacenters may join. May be given several times."));
    flags.add(flag("serf-wan-bind", TEXT, "serf_wan", "Address for gossip between datacenters."));
    flags.add(flag(
        "serf-wan-port",
        NUMBER,
        "ports.serf_wan",
        "Port for gossip between" + " datacenters; -1 for none."));
    flags.add(flag("server", SWITCH, "server", "Be a server."));
    flags.add(flag("server-port", NUMBER, "ports.server", "Port for traffic between servers."));
    flags.add(flag("syslog", SWITCH, "enable_syslog", "Log to syslog as well."));
    flags.add(flag("ui", SWITCH, "ui_config.enabled", "Serve the web interface."));
    flags.add(
        flag("ui-content-path", TEXT, "ui_config.content_path", "Path of the web" + " interface."));
    flags.add(flag("ui-dir", TEXT, "ui_config.dir", "Folder with a web interface of your own."));
  }

  private static AgentFlag flag(String name, AgentFlag.Type type, String key, String help) {
    return new AgentFlag(name, type, key, help);
  }
}
