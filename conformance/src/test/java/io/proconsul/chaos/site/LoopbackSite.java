package io.proconsul.chaos.site;

import io.proconsul.conformance.net.PortBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All agents on 127.0.0.1, told apart by ports. Needs no rights, and knows no network faults. */
public final class LoopbackSite implements Site {
  private final List<PortBlock> blocks = new ArrayList<>();

  @Override
  public Host host(String name) throws IOException {
    PortBlock block = PortBlock.reserve();
    blocks.add(block);
    Map<String, Integer> ports = Map.of(
        "http", block.take(),
        "dns", block.take(),
        "server", block.take(),
        "serf_lan", block.take(),
        "serf_wan", block.take());
    return new Host(name, "127.0.0.1", ports, List.of());
  }

  @Override
  public void enter() {
    // the hosts are where this JVM is
  }

  @Override
  public void close() throws IOException {
    for (PortBlock block : blocks) {
      block.close();
    }
  }
}
