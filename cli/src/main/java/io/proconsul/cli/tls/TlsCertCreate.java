package io.proconsul.cli.tls;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.ListFlag;
import io.proconsul.cli.flag.NumberFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** {@code consul tls cert create}: a certificate for a server, a client or the command line. */
public final class TlsCertCreate extends LocalCommand {
  private static final int MAX_FILES = 10_000;
  private static final String WARNING = """
      ==> WARNING: Server Certificates grants authority to become a
          server and access all state in the cluster including root keys
          and all ACL tokens. Do not distribute them to production hosts
          that are not server nodes. Store them as securely as CA keys.""";

  private final ListFlag dnsNames = flags.list(
      "additional-dnsname", "A further DNS name of the certificate. May be given several times.");
  private final ListFlag addresses = flags.list(
      "additional-ipaddress",
      "A further IP address of the certificate. May be given several times.");
  private final StringFlag ca = flags.string(
      "ca",
      "#DOMAIN#-agent-ca.pem",
      "The file of the authority. The default is DOMAIN-agent-ca.pem.");
  private final SwitchFlag cli =
      flags.bool("cli", false, "Make a certificate for the command line.");
  private final SwitchFlag client =
      flags.bool("client", false, "Make a certificate for a client agent.");
  private final NumberFlag days =
      flags.integer("days", 365, "How many days it is valid. The default is 365.");
  private final StringFlag datacenter =
      flags.string("dc", "dc1", "The datacenter of the agent. The default is dc1.");
  private final StringFlag domain =
      flags.string("domain", "consul", "The DNS domain of the agents. The default is consul.");
  private final StringFlag key = flags.string(
      "key",
      "#DOMAIN#-agent-ca-key.pem",
      "The file of the authority's key. The default is DOMAIN-agent-ca-key.pem.");
  private final StringFlag node = flags.string(
      "node",
      "",
      "The name of the server's node, for a"
          + " certificate that holds for it alone. Only with -server.");
  private final SwitchFlag server = flags.bool("server", false, "Make a certificate for a server.");

  @Override
  void execute(Terminal terminal) throws Failure {
    int kinds = (server.get() ? 1 : 0) + (client.get() ? 1 : 0) + (cli.get() ? 1 : 0);
    if (kinds != 1) {
      throw new Failure("Please provide either -server, -client, or -cli");
    }
    if (!node.get().isEmpty() && !server.get()) {
      throw new Failure("-node requires -server");
    }
    String caFile = ca.get().replace("#DOMAIN#", domain.get());
    String keyFile = key.get().replace("#DOMAIN#", domain.get());
    Authority authority = PemFiles.readAuthority(caFile, keyFile);
    if (server.get()) {
      terminal.out(WARNING);
    }
    terminal.out("==> Using " + caFile + " and " + keyFile);
    Authority.Signed signed = sign(authority);
    String prefix = freePrefix();
    PemFiles.writeCertificate(Path.of(prefix + ".pem"), signed.certificate());
    terminal.out("==> Saved " + prefix + ".pem");
    PemFiles.writeKey(Path.of(prefix + "-key.pem"), signed.key());
    terminal.out("==> Saved " + prefix + "-key.pem");
  }

  private String kind() {
    if (server.get()) {
      return "server";
    }
    return client.get() ? "client" : "cli";
  }

  private Authority.Signed sign(Authority authority) throws Failure {
    String name = kind() + "." + datacenter.get() + "." + domain.get();
    List<String> names = new ArrayList<>(dnsNames.get());
    if (!node.get().isEmpty()) {
      names.add(node.get() + "." + name);
    }
    names.add(name);
    names.add("localhost");
    List<String> hosts = new ArrayList<>(addresses.get());
    if (!cli.get()) {
      hosts.add("127.0.0.1");
    }
    try {
      return authority.sign(
          new Authority.Request(name, names, hosts, purposes(), Duration.ofDays(days.get())));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
  }

  private List<KeyPurposeId> purposes() {
    if (server.get()) {
      return List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);
    }
    return client.get()
        ? List.of(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth)
        : List.of();
  }

  /** The first number for which there are no files yet. */
  private String freePrefix() throws Failure {
    for (int i = 0; i < MAX_FILES; i++) {
      String prefix = datacenter.get() + "-" + kind() + "-" + domain.get() + "-" + i;
      if (!Files.exists(Path.of(prefix + ".pem")) && !Files.exists(Path.of(prefix + "-key.pem"))) {
        return prefix;
      }
    }
    throw new Failure("Could not find a filename that doesn't already exist");
  }

  @Override
  protected String usage() {
    return """
        Usage: consul tls cert create [options]

          Makes a certificate and its key, signed by an authority of "consul tls ca
          create", as DC-KIND-DOMAIN-N.pem and -key.pem in this folder.

              $ consul tls cert create -server
              $ consul tls cert create -client
              $ consul tls cert create -cli""";
  }
}
