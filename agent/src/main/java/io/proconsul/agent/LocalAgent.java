package io.proconsul.agent;

import io.proconsul.agent.check.CheckScheduler;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ChecksConfig;
import io.proconsul.agent.config.Definitions;
import io.proconsul.agent.store.FileLocalStore;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Endpoint;
import io.proconsul.core.api.Routes;
import io.proconsul.core.local.AgentCheckEndpoint;
import io.proconsul.core.local.AgentHealthEndpoint;
import io.proconsul.core.local.AgentServiceEndpoint;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.local.CriticalReaper;
import io.proconsul.core.local.HashWait;
import io.proconsul.core.local.LocalCheck;
import io.proconsul.core.local.LocalRegistry;
import io.proconsul.core.local.LocalSettings;
import io.proconsul.core.local.LocalState;
import io.proconsul.core.local.LocalStore;
import io.proconsul.core.local.RunningChecks;
import io.proconsul.core.local.Source;
import io.proconsul.core.run.Timer;
import io.proconsul.core.sync.CatalogSync;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.CheckKind;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceDefinition;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This agent's own services and checks, joined: what holds them, what runs them, what keeps them on
 * disk and what brings them to the catalog. Owned by {@link Consul}.
 */
final class LocalAgent implements AutoCloseable, Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final Timer timer;
  private final LocalSettings settings;
  private final LocalState state;
  private final LocalRegistry registry;
  private final CatalogSync sync;

  private final Parts parts = new Parts();

  /** What of the agent this needs. */
  record World(Function<Executor, Catalog> catalog, IntSupplier clusterSize, Timer timer) {}

  /**
   * @param node as the catalog is to have it
   * @throws IOException when the data folder cannot be had, or a configured service is refused
   */
  LocalAgent(AgentConfig config, Node node, World world) throws IOException {
    boolean devMode = config.role().devMode();
    timer = world.timer();
    settings =
        new LocalSettings(node, config.role().server(), devMode, checkSettings(config.checks()));
    InstantSource clock = InstantSource.system();
    ExecutorService executor = executor(node.node());
    LocalStore store = devMode || config.role().dataDir().isEmpty()
        ? LocalStore.NONE
        : parts.add(new FileLocalStore(config.role().dataDir().get()));
    state = new LocalState(settings, timer, new Random(), clock);
    CheckScheduler scheduler = parts.add(new CheckScheduler(state, timer, new Random()));
    Catalog catalog = world.catalog().apply(executor);
    RunningChecks running = new RunningChecks(state, catalog, scheduler, timer, executor);
    registry = new LocalRegistry(settings, state, running, store, clock);
    parts.add(registry::close);
    sync = new CatalogSync(
        state,
        settings,
        new LoggedCatalog(catalog),
        new CatalogSync.World(timer, new Random(), executor, world.clusterSize()));
    parts.add(sync::stop);
    CriticalReaper reaper = new CriticalReaper(registry, timer, clock, LocalAgent::reaped);
    parts.add(reaper::stop);
    load(config.definitions());
    reaper.start();
  }

  /** The tags of what runs here, by service id. */
  Map<String, List<String>> serviceTags() {
    Map<String, List<String>> tags = new HashMap<>();
    state
        .snapshot()
        .services()
        .forEach((id, service) -> tags.put(id, service.instance().tags()));
    return tags;
  }

  /** Figures for {@code consul info}. */
  Map<String, String> stats() {
    return Map.of(
        "check_monitors", Long.toString(count(CheckKind.Script.class)),
        "check_ttls", Long.toString(count(CheckKind.Ttl.class)),
        "checks", Integer.toString(state.checks().size()),
        "services", Integer.toString(state.services().size()));
  }

  private long count(Class<? extends CheckKind> kind) {
    return state.checks().values().stream()
        .map(LocalCheck::definition)
        .filter(definition -> definition != null && kind.isInstance(definition.kind()))
        .count();
  }

  /** A leader is known: the catalog can be told. Does not block. */
  void leaderKnown() {
    sync.leaderKnown();
  }

  /**
   * Takes over what configuration files define now.
   *
   * @throws ConsulException when a definition is refused; the agent is without services then
   */
  void reload(Definitions definitions) {
    try {
      registry.reload(definitions.services(), definitions.checks(), LOG::warn);
    } catch (ConsulException e) {
      throw new ConsulException.Refused("Failed reloading services: " + e.getMessage());
    }
  }

  @Override
  public void register(Routes routes) {
    routes
        .add(new AgentServiceEndpoint(registry, settings, new HashWait(state, settings, timer)))
        .add(new AgentCheckEndpoint(registry, settings))
        .add(new AgentHealthEndpoint(state, settings));
  }

  private void load(Definitions definitions) throws IOException {
    registry.loadStates(LOG::warn);
    try {
      for (ServiceDefinition service : definitions.services()) {
        registry.register(service, Source.CONFIG, false, LocalStore.Done.IGNORED);
      }
      for (CheckDefinition check : definitions.checks()) {
        registry.register(check, Source.CONFIG, LocalStore.Done.IGNORED);
      }
    } catch (ConsulException e) {
      close();
      throw new IOException(e.getMessage(), e);
    }
    registry.restore(LOG::warn);
  }

  /** One task at a time; its users queue at most one each. What comes after close is dropped. */
  private ExecutorService executor(String node) {
    ExecutorService executor = new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().name("local-" + node).daemon().factory(),
        new ThreadPoolExecutor.DiscardPolicy());
    parts.add(() -> {
      executor.shutdown();
      if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    });
    return executor;
  }

  private static void reaped(String serviceId, String checkId) {
    LOG.info("deregistered service with critical health: service={} check={}", serviceId, checkId);
  }

  private static LocalSettings.Checks checkSettings(ChecksConfig config) {
    return new LocalSettings.Checks(
        config.enableScriptChecks(),
        config.enableScriptChecks() || config.enableLocalScriptChecks(),
        config.discardOutput(),
        config.updateInterval(),
        config.outputMaxSize());
  }

  @Override
  public void close() {
    parts.close();
  }
}
