package io.proconsul.chaos.site;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network namespace for each host, joined by a bridge in one more. No interface, address or rule
 * is outside of them, so runs cannot meet. Packets are dropped where they arrive, by nftables.
 * Needs root and the commands ip, nft and nsenter. All names start with the run's.
 */
public final class NamespaceSite implements Site {
  private static final String NET = "10.213.0.";
  private static final int OBSERVER = 254;
  private static final int LAST = 250;
  private static final Map<String, Integer> PORTS =
      Map.of("http", 8500, "dns", 8600, "server", 8300, "serf_lan", 8301, "serf_wan", 8302);

  private final String run;
  private final Map<String, Filter> filters = new LinkedHashMap<>();
  private int lastAddress;

  private NamespaceSite(String run) {
    this.run = run;
  }

  /** @param run at most 24 letters, digits and dashes, of which no other run has the same */
  public static NamespaceSite create(String run) throws IOException {
    if (!run.matches("[a-z0-9-]{1,24}")) {
      throw new IllegalArgumentException("bad name of a run: " + run);
    }
    NamespaceSite site = new NamespaceSite(run);
    Command.run("ip", "netns", "add", site.bridge());
    Command.run("ip", "-n", site.bridge(), "link", "set", "lo", "up");
    Command.run("ip", "-n", site.bridge(), "link", "add", "br0", "type", "bridge");
    Command.run("ip", "-n", site.bridge(), "addr", "add", NET + OBSERVER + "/24", "dev", "br0");
    Command.run("ip", "-n", site.bridge(), "link", "set", "br0", "up");
    return site;
  }

  /** Why this machine cannot have one; empty when it can. */
  public static String missing() {
    if (!Command.succeeds("sh", "-c", "test \"$(id -u)\" = 0")) {
      return "network namespaces need root";
    }
    for (String command : List.of("ip", "nft", "nsenter")) {
      if (!Command.succeeds("sh", "-c", "command -v " + command)) {
        return "the command " + command + " is missing (Debian: iproute2, nftables, util-linux)";
      }
    }
    return "";
  }

  @Override
  public Host host(String name) throws IOException {
    String namespace = namespace(name);
    String port = "p" + filters.size();
    Command.run("ip", "netns", "add", namespace);
    filters.put(name, new Filter(namespace));
    Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
    Command.run("ip -n %s link add %s type veth peer name eth0 netns %s"
        .formatted(bridge(), port, namespace)
        .split(" "));
    Command.run("ip", "-n", bridge(), "link", "set", port, "master", "br0", "up");
    Command.run("ip", "-n", namespace, "link", "set", "eth0", "up");
    return addressed(name);
  }

  /** The same host with another address, as after a lease that was lost. */
  public Host move(Host host) throws IOException {
    Command.run("ip", "-n", namespace(host.name()), "addr", "flush", "dev", "eth0");
    return addressed(host.name());
  }

  private Host addressed(String name) throws IOException {
    if (lastAddress == LAST) {
      throw new IllegalStateException("all addresses are used up");
    }
    String address = NET + ++lastAddress;
    String namespace = namespace(name);
    Command.run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
    return new Host(name, address, PORTS, List.of("nsenter", "--net=/run/netns/" + namespace));
  }

  /** Nothing that {@code from} sends reaches {@code to} any more; the other way is as it was. */
  public void cut(Host from, Host to) throws IOException {
    filter(to).block(from.address());
  }

  /** Each packet that arrives there from another host is lost with this probability. */
  public void lose(Host host, int percent) throws IOException {
    filter(host).lose(percent, NET + OBSERVER);
  }

  /** Ends every cut and loss. */
  public void heal() throws IOException {
    for (Filter filter : filters.values()) {
      filter.clear();
    }
  }

  private Filter filter(Host host) {
    Filter filter = filters.get(host.name());
    if (filter == null) {
      throw new IllegalArgumentException("not of this site: " + host);
    }
    return filter;
  }

  @Override
  public void enter() throws IOException {
    NamespaceEntry.enter(bridge());
  }

  @Override
  public void close() {
    List<String> namespaces = new ArrayList<>(List.of(bridge()));
    filters.keySet().forEach(name -> namespaces.add(namespace(name)));
    for (String namespace : namespaces) {
      Command.succeeds("ip", "netns", "del", namespace);
    }
  }

  private String bridge() {
    return run + "-bridge";
  }

  private String namespace(String name) {
    return run + "-" + name;
  }
}
