package io.proconsul.chaos.site;

import java.util.List;
import java.util.Map;

/**
 * A place for one agent, as it is now.
 *
 * @param address numeric; an agent that moves gets another
 * @param ports by Consul's names for them, such as {@code serf_lan}
 * @param prefix what to put before a command so that it runs there
 */
public record Host(String name, String address, Map<String, Integer> ports, List<String> prefix) {
  public Host {
    ports = Map.copyOf(ports);
    prefix = List.copyOf(prefix);
  }

  public int port(String purpose) {
    Integer port = ports.get(purpose);
    if (port == null) {
      throw new IllegalArgumentException("no port for " + purpose);
    }
    return port;
  }

  public String serfAddress() {
    return address + ":" + port("serf_lan");
  }
}
