package io.proconsul.cli.api;

import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.client.ClientConfig;
import io.proconsul.client.ClientSettings;
import io.proconsul.client.ConsulClient;
import io.proconsul.client.QueryOptions;
import io.proconsul.client.wire.TlsOptions;
import org.jspecify.annotations.Nullable;

/** The flags that say where the agent is and who asks; what is not given comes from CONSUL_*. */
public final class ApiFlags {
  private final StringFlag caFile;
  private final StringFlag caPath;
  private final StringFlag clientCert;
  private final StringFlag clientKey;
  private final StringFlag httpAddr;
  private final StringFlag tlsServerName;
  private final StringFlag token;
  private final StringFlag tokenFile;
  private @Nullable StringFlag datacenter;
  private @Nullable SwitchFlag stale;
  private @Nullable StringFlag namespace;
  private @Nullable StringFlag partition;

  ApiFlags(FlagSet flags) {
    caFile = flags.text(
        "ca-file",
        "Path to a CA file to use for TLS when communicating with Consul. This can "
            + "also be specified via the CONSUL_CACERT environment variable.");
    caPath = flags.text(
        "ca-path",
        "Path to a directory of CA certificates to use for TLS when communicating "
            + "with Consul. This can also be specified via the CONSUL_CAPATH environment "
            + "variable.");
    clientCert = flags.text(
        "client-cert",
        "Path to a client cert file to use for TLS when 'verify_incoming' is "
            + "enabled. This can also be specified via the CONSUL_CLIENT_CERT environment "
            + "variable.");
    clientKey = flags.text(
        "client-key",
        "Path to a client key file to use for TLS when 'verify_incoming' is enabled. "
            + "This can also be specified via the CONSUL_CLIENT_KEY environment variable.");
    httpAddr = flags.text(
        "http-addr",
        "The `address` and port of the Consul HTTP agent. The value can be an IP "
            + "address or DNS address, but it must also include the port. This can also be "
            + "specified via the CONSUL_HTTP_ADDR environment variable. The default value "
            + "is http://127.0.0.1:8500. The scheme can also be set to HTTPS by setting "
            + "the environment variable CONSUL_HTTP_SSL=true.");
    tlsServerName = flags.text(
        "tls-server-name",
        "The server name to use as the SNI host when connecting via TLS. This can "
            + "also be specified via the CONSUL_TLS_SERVER_NAME environment variable.");
    token = flags.text(
        "token",
        "ACL token to use in the request. This can also be specified via the "
            + "CONSUL_HTTP_TOKEN environment variable. If unspecified, the query will "
            + "default to the token of the Consul agent at the HTTP address.");
    tokenFile = flags.text(
        "token-file",
        "File containing the ACL token to use in the request instead of one "
            + "specified via the -token argument or CONSUL_HTTP_TOKEN environment "
            + "variable. This can also be specified via the CONSUL_HTTP_TOKEN_FILE "
            + "environment variable.");
  }

  void addServer(FlagSet flags) {
    datacenter = flags.text(
        "datacenter",
        "Name of the datacenter to query. If unspecified, this will default to the "
            + "datacenter of the queried agent.");
    stale = flags.boolValue(
        "stale",
        "Permit any Consul server (non-leader) to respond to this request. This "
            + "allows for lower latency and higher throughput, but can result in stale "
            + "data. This option has no effect on non-read operations. The default value "
            + "is false.");
  }

  void addNamespace(FlagSet flags) {
    namespace = flags.text(
        "namespace",
        "Specifies the namespace to query. If not provided, the namespace will be "
            + "inferred from the request's ACL token, or will default to the `default` "
            + "namespace. Namespaces are a Consul Enterprise feature.");
  }

  void addPartition(FlagSet flags) {
    partition = flags.text(
        "partition",
        "Specifies the admin partition to query. If not provided, the admin "
            + "partition will be inferred from the request's ACL token, or will default to "
            + "the `default` admin partition. Admin Partitions are a Consul Enterprise "
            + "feature.");
  }

  ClientConfig config(Terminal terminal) {
    ClientSettings settings = new ClientSettings().environment(terminal.environment());
    if (httpAddr.isSet()) {
      settings.address(httpAddr.get());
    }
    if (token.isSet()) {
      settings.token(token.get());
    }
    if (tokenFile.isSet()) {
      settings.tokenFile(tokenFile.get());
    }
    TlsOptions tls = settings.tls();
    settings.tls(new TlsOptions(
        caFile.or(tls.caFile()),
        caPath.or(tls.caPath()),
        clientCert.or(tls.certFile()),
        clientKey.or(tls.keyFile()),
        tlsServerName.or(tls.serverName()),
        tls.verify()));
    ClientConfig.Scope scope = settings.scope();
    settings.scope(new ClientConfig.Scope(
        or(datacenter, scope.datacenter()),
        or(namespace, scope.namespace()),
        or(partition, scope.partition())));
    return settings.build();
  }

  private static String or(@Nullable StringFlag flag, String other) {
    return flag == null ? other : flag.or(other);
  }

  /** @throws io.proconsul.client.ClientException when what was given cannot work */
  public ConsulClient client(Terminal terminal) {
    return new ConsulClient(config(terminal));
  }

  /** How reads are to be answered. */
  public QueryOptions query() {
    return QueryOptions.stale(stale != null && stale.get());
  }

  /** Was {@code -stale} given at all? Some commands read with it unless told otherwise. */
  public boolean isStaleSet() {
    return stale != null && stale.isSet();
  }
}
