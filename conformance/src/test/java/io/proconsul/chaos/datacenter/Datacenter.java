package io.proconsul.chaos.datacenter;

import io.proconsul.chaos.site.FakeClock;
import io.proconsul.chaos.site.Host;
import io.proconsul.chaos.site.NamespaceSite;
import io.proconsul.chaos.site.Site;
import io.proconsul.codec.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All agents of a run and what they stand on. Driven by the run's thread, which has entered the
 * site; {@link #agents} may be asked by any.
 */
public final class Datacenter implements AutoCloseable {
  private static final int DISK_MEGABYTES = 400;

  private final Path executable;
  private final RunFolder folder;
  private final Site site;
  private final int expect;
  private final Optional<FakeClock> clock;
  private final List<Agent> agents = new CopyOnWriteArrayList<>();
  private int added;

  /** @param clock that agents go by; the machine's if empty */
  public Datacenter(
      Path executable, RunFolder folder, Site site, int expect, Optional<FakeClock> clock) {
    this.executable = executable;
    this.folder = folder;
    this.site = site;
    this.expect = expect;
    this.clock = clock;
  }

  /** Where packets can be dropped; empty on loopback. */
  public Optional<NamespaceSite> network() {
    return site instanceof NamespaceSite network ? Optional.of(network) : Optional.empty();
  }

  public void enter() throws IOException {
    site.enter();
  }

  /** Starts the servers and clients; the first server's disk is a small one if that can be. */
  public void start(int clients) throws IOException {
    for (int i = 1; i <= expect; i++) {
      agents.add(agent("s" + i, true, i == 1 && network().isPresent()));
    }
    for (int i = 1; i <= clients; i++) {
      agents.add(agent("c" + i, false, false));
    }
    for (Agent agent : agents) {
      AgentSettings.write(agent, agent.isServer() ? expect : 0, others(agent));
      start(agent);
    }
  }

  private Agent agent(String name, boolean server, boolean smallDisk) throws IOException {
    Path home = Files.createDirectories(folder.path().resolve(name));
    Path data = smallDisk ? folder.smallDisk(name + "/data", DISK_MEGABYTES) : home.resolve("data");
    return new Agent(site.host(name), server, home, data);
  }

  /** Also again, after it has ended. */
  public void start(Agent agent) throws IOException {
    agent.start(executable, folder, clock);
  }

  public Agent addServer() throws IOException {
    Agent agent = agent("a" + ++added, true, false);
    AgentSettings.write(agent, 0, agents);
    start(agent);
    agents.add(agent);
    return agent;
  }

  public void remove(Agent agent) {
    agents.remove(agent);
  }

  /** Gives each server another address, all of which they learn from their configuration. */
  public void moveServers() throws IOException {
    for (Agent server : servers()) {
      Host moved = network().orElseThrow().move(server.host());
      server.moved(moved);
    }
    for (Agent agent : agents) {
      AgentSettings.write(agent, agent.isServer() ? expect : 0, others(agent));
    }
  }

  public List<Agent> agents() {
    return agents;
  }

  public List<Agent> servers() {
    return agents.stream().filter(Agent::isServer).toList();
  }

  public List<Agent> others(Agent agent) {
    return agents.stream().filter(other -> !other.name().equals(agent.name())).toList();
  }

  /** Whom most servers take for the leader; empty when none says anything. */
  public Optional<Agent> leader() {
    List<String> said = new ArrayList<>();
    for (Agent server : servers()) {
      if (server.isUp() && !server.isFrozen()) {
        leaderAt(server).ifPresent(said::add);
      }
    }
    return servers().stream()
        .filter(server -> said.contains(serverAddress(server)))
        .max(java.util.Comparator.comparingLong(
            server -> said.stream().filter(serverAddress(server)::equals).count()));
  }

  private static Optional<String> leaderAt(Agent server) {
    try {
      return AgentApi.json(server.api().get("/v1/status/leader")) instanceof Value.Str(String at)
              && !at.isEmpty()
          ? Optional.of(at)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String serverAddress(Agent server) {
    return server.host().address() + ":" + server.host().port("server");
  }

  /** Fills the small disk to the last byte. */
  public void fillDisk() throws IOException {
    Path filler = smallDisk().resolve("filler");
    byte[] block = new byte[64 * 1024];
    try (var out = Files.newOutputStream(filler)) {
      for (int i = 0; i < DISK_MEGABYTES * 16; i++) {
        out.write(block);
      }
    } catch (IOException full) {
      if (!Files.exists(filler)) {
        throw full;
      }
    }
  }

  public void freeDisk() throws IOException {
    Files.deleteIfExists(smallDisk().resolve("filler"));
  }

  private Path smallDisk() {
    return agents.getFirst().dataDir();
  }

  @Override
  public void close() throws IOException {
    for (Agent agent : agents) {
      agent.kill();
    }
    site.close();
  }
}
