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
import java.util.Locale;

/** {@code consul tls ca create}: a new authority, as two files in this folder. */
public final class TlsCaCreate extends LocalCommand {
  private final ListFlag additional = flags.list(
      "additional-name-constraint",
      "A further domain"
          + " that the authority may sign for, with -name-constraint. May be given several times.");
  private final StringFlag cluster = flags.string(
      "cluster-id", "", "The id of the cluster, which becomes part of the authority's SPIFFE id.");
  private final StringFlag commonName = flags.string(
      "common-name", "", "What the authority is called. The default is Consul Agent CA.");
  private final NumberFlag days =
      flags.integer("days", 1825, "How many days it is valid. The default is 1825.");
  private final StringFlag domain =
      flags.string("domain", "consul", "The DNS domain of the agents. The default is consul.");
  private final SwitchFlag constrain = flags.bool(
      "name-constraint",
      false,
      "Let the authority"
          + " sign only for -domain, localhost and -additional-name-constraint. The default is false.");

  @Override
  void execute(Terminal terminal) throws Failure {
    Path certificate = Path.of(domain.get() + "-agent-ca.pem");
    Path key = Path.of(domain.get() + "-agent-ca-key.pem");
    for (Path file : List.of(certificate, key)) {
      if (Files.exists(file)) {
        throw new Failure(file + " already exists.");
      }
    }
    Authority authority;
    try {
      authority =
          Authority.create(commonName.get(), permitted(), uri(), Duration.ofDays(days.get()));
    } catch (IOException | GeneralSecurityException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
    PemFiles.writeCertificate(certificate, authority.certificate());
    terminal.out("==> Saved " + certificate);
    PemFiles.writeKey(key, authority.key());
    terminal.out("==> Saved " + key);
  }

  private List<String> permitted() {
    if (!constrain.get()) {
      return List.of();
    }
    List<String> permitted = new ArrayList<>(additional.get());
    permitted.add(domain.get());
    permitted.add("localhost");
    return permitted;
  }

  private String uri() {
    return cluster.get().isEmpty()
        ? ""
        : "spiffe://" + cluster.get().toLowerCase(Locale.ROOT) + ".consul";
  }

  @Override
  protected String usage() {
    return """
        Usage: consul tls ca create [options]

          Makes a new certificate authority: DOMAIN-agent-ca.pem and its key,
          DOMAIN-agent-ca-key.pem, in this folder. Keep the key in a safe place.

              $ consul tls ca create""";
  }
}
