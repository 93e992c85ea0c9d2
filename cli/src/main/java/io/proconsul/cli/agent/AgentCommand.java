package io.proconsul.cli.agent;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.load.AgentArguments;
import io.proconsul.agent.config.load.ConfigLoader;
import io.proconsul.agent.config.load.LoadedConfig;
import io.proconsul.cli.command.Command;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.command.Version;
import io.proconsul.cli.flag.InvalidFlag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code consul agent}: reads the configuration, starts an agent, and ends with it. Runs on the
 * main thread, which sleeps until a signal comes.
 */
public final class AgentCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final AgentFlagSet flags = new AgentFlagSet();

  @Override
  public int run(Terminal terminal, String[] args) {
    try {
      flags.parse(args);
    } catch (InvalidFlag e) {
      terminal.error(flags.explain(e));
      if (!e.isHelp()) {
        terminal.error("==> error parsing flags: " + e.getMessage());
      }
      return 1;
    }
    try {
      return start(terminal, arguments());
    } catch (ConfigException e) {
      terminal.error("==> " + e.getMessage());
      return 1;
    }
  }

  private AgentArguments arguments() {
    List<String> rest = Arrays.asList(flags.rest());
    if (!rest.isEmpty()) {
      throw new ConfigException("Unexpected extra arguments: [" + String.join(" ", rest) + "]");
    }
    return flags.arguments();
  }

  private static int start(Terminal terminal, AgentArguments arguments) {
    ConfigLoader loader = new ConfigLoader();
    LoadedConfig loaded = loader.load(arguments);
    Signals signals = Signals.install();
    terminal.out("==> Starting Consul agent...");
    terminal.print(banner(loaded.config()));
    terminal.flush();
    AgentLog.start(loaded);
    Optional<Path> pidFile = loaded.config().operation().process().pidFile();
    try (PidFile _ = PidFile.write(pidFile);
        Consul consul =
            Consul.start(loaded.config(), new ProcessOrders(loader, arguments, signals))) {
      terminal.out("==> Consul agent running!");
      terminal.flush();
      return new Shutdown(signals, loaded.config()).await(consul);
    } catch (IOException e) {
      LOG.atError().addKeyValue("error", e.getMessage()).log("Error starting agent");
      return 1;
    }
  }

  private static String banner(AgentConfig config) {
    boolean server = config.role().server();
    return """
           Version: '%s'
           Node ID: '%s'
         Node name: '%s'
        Datacenter: '%s' (Segment: '%s')
            Server: %s (Bootstrap: %s)
       Client Addr: %s (HTTP: %d, HTTPS: %d, gRPC: %d, gRPC-TLS: %d, DNS: %d)
      Cluster Addr: %s (LAN: %d, WAN: %d)

    ==> Log data will now stream in as it occurs:

    """.formatted(
            Version.CONSUL,
            config.identity().nodeId(),
            config.identity().nodeName(),
            config.identity().datacenter(),
            server ? "<all>" : "",
            server,
            config.role().bootstrapExpect() == 1 && !config.role().devMode(),
            config.addresses().http(),
            config.ports().http(),
            config.ports().https(),
            config.ports().grpc(),
            config.ports().grpcTls(),
            config.ports().dns(),
            config.addresses().advertise(),
            config.ports().serfLan(),
            config.ports().serfWan());
  }

  @Override
  public String help() {
    return flags.help();
  }
}
