package io.proconsul.cli.troubleshoot;

import io.proconsul.cli.command.FlagCommand;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** {@code consul troubleshoot ports}: which TCP ports of a host can be reached from here. */
public final class TroubleshootPorts extends FlagCommand {
  private static final String SERVERS_PORTS = "8300,8301,8302,8500,8501,8502,8503,8600";
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int AT_ONCE = 32;
  private static final int MAX_PORT = 65_535;

  private final StringFlag host = flags.text(
      "host", "The server's name or address. Taken from CONSUL_HTTP_ADDR when not given.");
  private final StringFlag ports = flags.text(
      "ports", "The ports to try instead of a server's usual ones, with commas between.");

  @Override
  protected int perform(Terminal terminal, String[] words) {
    String name = host.get().isEmpty() ? hostOf(terminal.env("CONSUL_HTTP_ADDR")) : host.get();
    if (name.isEmpty()) {
      terminal.error("Missing the required -host flag");
      return 1;
    }
    String list = ports.get().isEmpty() ? SERVERS_PORTS : ports.get();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<String>> reports = new ArrayList<>();
      for (String port : list.split(",")) {
        reports.add(threads.submit(() -> report(name, port.strip())));
      }
      for (Future<String> report : reports) {
        terminal.out(report.get());
      }
      return 0;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static String report(String host, String port) {
    return "TCP: Port " + port + " on " + host
        + (isOpen(host, port)
            ? " is open."
            : " is closed, unreachable, or the connection timed out.");
  }

  private static boolean isOpen(String host, String port) {
    int number = number(port);
    if (number < 0) {
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, number), PATIENCE_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Negative for what is no port. */
  private static int number(String port) {
    try {
      int number = Integer.parseInt(port);
      return number <= MAX_PORT ? number : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  /** Of an address such as {@code https://[::1]:8500} or {@code localhost}. */
  static String hostOf(String address) {
    String rest = address.substring(address.indexOf("://") < 0 ? 0 : address.indexOf("://") + 3);
    int slash = rest.indexOf('/');
    rest = slash < 0 ? rest : rest.substring(0, slash);
    int bracket = rest.indexOf(']');
    if (rest.startsWith("[") && bracket > 0) {
      return rest.substring(1, bracket);
    }
    int colon = rest.lastIndexOf(':');
    return colon < 0 ? rest : rest.substring(0, colon);
  }

  @Override
  protected String usage() {
    return """
        Usage: consul troubleshoot ports [options]

          Prints which TCP ports of a server can be reached from here, and which not:
          those that servers use, or those of a list.

              $ consul troubleshoot ports -host=server1
              $ consul troubleshoot ports -host=server1 -ports=8300,8500""";
  }
}
