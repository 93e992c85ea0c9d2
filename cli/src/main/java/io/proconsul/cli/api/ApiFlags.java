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
        "value",
        "A file with the CA certificates to trust when talking"
            + " to the agent over TLS. Taken from CONSUL_CACERT when not given.");
    caPath = flags.text(
        "ca-path",
        "value",
        "A folder of files with CA certificates to trust when"
            + " talking to the agent over TLS. Taken from CONSUL_CAPATH when not given.");
    clientCert = flags.text(
        "client-cert",
        "value",
        "A file with the certificate to show to an"
            + " agent that verifies clients. Taken from CONSUL_CLIENT_CERT when not given.");
    clientKey = flags.text(
        "client-key",
        "value",
        "A file with the private key of -client-cert."
            + " Taken from CONSUL_CLIENT_KEY when not given.");
    httpAddr = flags.text(
        "http-addr",
        "address",
        "The `address` and port of the agent's HTTP API,"
            + " with https:// or unix:// in front where needed. Taken from CONSUL_HTTP_ADDR when not"
            + " given; otherwise http://127.0.0.1:8500. CONSUL_HTTP_SSL=true asks for HTTPS as well.");
    tlsServerName = flags.text(
        "tls-server-name",
        "value",
        "The name to ask for and to verify when"
            + " connecting over TLS. Taken from CONSUL_TLS_SERVER_NAME when not given.");
    token = flags.text(
        "token",
        "value",
        "The ACL token of the request. Taken from"
            + " CONSUL_HTTP_TOKEN when not given; otherwise the agent uses its own default token.");
    tokenFile = flags.text(
        "token-file",
        "value",
        "A file with the ACL token, in place of -token."
            + " Taken from CONSUL_HTTP_TOKEN_FILE when not given.");
  }

  void addServer(FlagSet flags) {
    datacenter = flags.text(
        "datacenter", "value", "The datacenter to ask. When not given, that of the agent.");
    stale = flags.boolValue(
        "stale",
        "Let any server answer, not the leader alone: faster, but"
            + " possibly a little out of date. Has no effect on writes. The default is false.");
  }

  void addNamespace(FlagSet flags) {
    namespace = flags.text(
        "namespace",
        "default",
        "The namespace to use. Namespaces are a Consul"
            + " Enterprise feature: agents of this edition refuse any.");
  }

  void addPartition(FlagSet flags) {
    partition = flags.text(
        "partition",
        "default",
        "The admin partition to use. Admin partitions"
            + " are a Consul Enterprise feature: agents of this edition refuse any.");
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
